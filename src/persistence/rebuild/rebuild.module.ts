import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ChannelsModule } from '../../platform/redis/channels.module.js';
import { Pins } from '../../session/pins.js';
import { SessionRecord, SessionSchema } from '../../session/session.schema.js';
import { LogPositions } from '../log-positions.js';
import { OutboxModule } from '../outbox.module.js';
import { ResultRecord, ResultSchema } from '../result-record.js';
import { LateArrivals } from './late-arrivals.js';
import { Rebuilder } from './rebuilder.js';

@Module({
  imports: [
    ChannelsModule,
    OutboxModule,
    MongooseModule.forFeature([
      { name: SessionRecord.name, schema: SessionSchema },
      { name: ResultRecord.name, schema: ResultSchema },
    ]),
  ],
  providers: [LateArrivals, LogPositions, Pins, Rebuilder],
  exports: [LateArrivals, Pins, Rebuilder],
})
export class RebuildModule {}
