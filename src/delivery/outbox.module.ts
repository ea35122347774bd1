import { Module } from '@nestjs/common';
import { LogModule } from '../platform/log/log.module.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';

@Module({
  imports: [LogModule],
  providers: [Outbox],
  exports: [Outbox, LogModule],
})
export class OutboxModule {}

/** The outbox for a node that accepts answers, with the relay that sends this node's own events. */
@Module({ imports: [OutboxModule], providers: [OutboxRelay], exports: [OutboxRelay] })
export class OutboxRelayModule {}
