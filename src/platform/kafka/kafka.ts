import { Logger } from '@nestjs/common';
import { Kafka, type logCreator, logLevel } from 'kafkajs';
import type { Environment } from '../config/environment.js';

/** kafkajs repeats each failed try; what matters of them is warned about by those who use the client. */
const toNestLogger: logCreator = () => {
  const logger = new Logger('Kafka');
  return ({ level, log }) => {
    const line = `${log.message}${log['error'] ? `: ${String(log['error'])}` : ''}`;
    if (level <= logLevel.ERROR) logger.warn(line);
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
  // A broker that hangs has lost its partitions to others long before.
  requestTimeout: 5_000,
});

export const connectKafka = (env: Environment) => new Kafka(kafkaOptions(env));
