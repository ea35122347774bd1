import type { Logger } from '@nestjs/common';
import { Counter } from 'prom-client';

const WHERE = ['socket', 'channel'] as const;

const failures = new Counter({
  name: 'podium_handler_failures_total',
  help: 'Throws of what handles an event of a socket or a message of a channel: each is a defect',
  labelNames: ['where'],
});
for (const where of WHERE) failures.inc({ where }, 0);

/** Logs and counts an error that would otherwise end the process, and every connection with it. */
export function countFailure(where: (typeof WHERE)[number], logger: Logger, error: unknown): void {
  failures.inc({ where });
  logger.error(error instanceof Error ? (error.stack ?? error.message) : `thrown: ${typeof error}`);
}
