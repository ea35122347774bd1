import { Module } from '@nestjs/common';
import { EventLog } from './event-log.js';
import { KafkaEventLog } from './kafka/kafka-event-log.js';
import { KafkaHistory } from './kafka/kafka-history.js';
import { KafkaLag } from './kafka/kafka-lag.js';
import { KafkaPositions } from './kafka/kafka-positions.js';
import { LogHistory } from './log-history.js';
import { LogLag } from './log-lag.js';
import { LogPositions } from './log-positions.js';

// ADR 25: why the log is a port.
/** The log, which is Kafka. Another one would be another folder beside `kafka/`, chosen here, in the roles and in the CLI. */
@Module({
  providers: [
    { provide: EventLog, useClass: KafkaEventLog },
    { provide: LogLag, useClass: KafkaLag },
    { provide: LogPositions, useClass: KafkaPositions },
    { provide: LogHistory, useClass: KafkaHistory },
  ],
  exports: [EventLog, LogLag, LogPositions, LogHistory],
})
export class LogModule {}
