import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OutboxModule } from '../delivery/outbox.module.js';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { LogModule } from '../platform/log/log.module.js';
import { ChannelsModule } from '../platform/redis/channels.module.js';
import { Pins } from '../session/pins.js';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { LateArrivals } from './late-arrivals.js';
import { RebuildWorker } from './rebuild-worker.js';
import { Rebuilder } from './rebuilder.js';

@Module({
  imports: [
    ChannelsModule,
    LogModule,
    OutboxModule,
    MongooseModule.forFeature([
      { name: SessionRecord.name, schema: SessionSchema },
      { name: ResultRecord.name, schema: ResultSchema },
    ]),
  ],
  providers: [LateArrivals, Pins, Rebuilder],
  exports: [LateArrivals, Pins, Rebuilder],
})
export class RebuildModule {}

/** Rebuilds the sessions that other processes ask for, as long as this process runs. */
@Module({ imports: [RebuildModule, ChannelsModule], providers: [RebuildWorker] })
export class RebuildWorkerModule {}
