import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { endTracing } from './start-tracing.js';

/** Time for the spans that are still to be sent. */
const END_MS = 2_000;

@Injectable()
class TracingEnd implements OnApplicationShutdown {
  private readonly logger = new Logger('Tracing');

  async onApplicationShutdown(): Promise<void> {
    // A collector that is away must not keep a process from ending well.
    const end = endTracing().catch((error: Error) =>
      this.logger.warn(`last traces are lost: ${error.message}`),
    );
    await Promise.race([end, sleep(END_MS, undefined, { ref: false })]);
  }
}

/** Tracing starts before Nest (see main.ts) and ends with it. */
@Module({ providers: [TracingEnd] })
export class TracingModule {}
