import { Logger } from '@nestjs/common';
import { Kafka, type logCreator, logLevel } from 'kafkajs';
import type { Environment } from '../../config/environment.js';

/** A line is not repeated within this time: kafkajs writes one for each try, several a second while a partition has no leader. */
const QUIET_MS = 30_000;
const REMEMBERED = 100;

/** Errors of kafkajs are only warnings: it tries again, and the code that uses the client reports the failures that matter. */
const toNestLogger: logCreator = () => {
  const logger = new Logger('Kafka');
  const saidAt = new Map<string, number>();
  const isNew = (line: string): boolean => {
    const now = performance.now();
    if (now - (saidAt.get(line) ?? -Infinity) < QUIET_MS) return false;
    if (saidAt.size >= REMEMBERED) saidAt.clear();
    saidAt.set(line, now);
    return true;
  };
  return ({ level, log }) => {
    const line = `${log.message}${log['error'] ? `: ${String(log['error'])}` : ''}`;
    if (level <= logLevel.ERROR && isNew(line)) logger.warn(line);
    else logger.debug(line);
  };
};

/** How every Kafka client of Podium is set up. */
export const kafkaOptions = (env: Environment) => ({
  clientId: `podium-${env.ROLE}-${env.NODE_NAME}`,
  brokers: env.KAFKA_BROKERS,
  logCreator: toNestLogger,
  logLevel: logLevel.ERROR,
  connectionTimeout: 2_000,
  // Long before that, a broker that hangs has lost its partitions to others.
  requestTimeout: 5_000,
});

export const connectKafka = (env: Environment) => new Kafka(kafkaOptions(env));
