import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LogModule } from '../platform/log/log.module.js';
import { RebuildModule } from '../rebuild/rebuild.module.js';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { DeadLetters } from './dead-letters.js';
import { PersistenceController } from './persistence.controller.js';
import { ResultRecord, ResultSchema } from './result-record.js';
import { ResultStore } from './result-store.js';
import { SessionProjection } from './session-projection.js';

/** Writes from Kafka to MongoDB, in a worker. `KafkaBatchServer` passes the messages to its controller. */
@Module({
  imports: [
    LogModule,
    RebuildModule,
    MongooseModule.forFeature([
      { name: ResultRecord.name, schema: ResultSchema },
      { name: SessionRecord.name, schema: SessionSchema },
    ]),
  ],
  controllers: [PersistenceController],
  providers: [DeadLetters, ResultStore, SessionProjection],
})
export class PersistenceModule {}
