import { Module } from '@nestjs/common';
import { EventLog } from './event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';

@Module({
  providers: [Outbox, { provide: EventLog, useClass: KafkaEventLog }],
  exports: [Outbox, EventLog],
})
export class OutboxModule {}

/** The outbox where answers are accepted: with the relay that sends this node's own events. */
@Module({ imports: [OutboxModule], providers: [OutboxRelay], exports: [OutboxRelay] })
export class OutboxRelayModule {}
