import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { DeadLetters } from './dead-letters.js';
import { OutboxModule } from './outbox.module.js';
import { OutboxSweeper } from './outbox-sweeper.js';
import { OutboxWatch } from './outbox-watch.js';
import { PersistenceController } from './persistence.controller.js';
import { RebuildModule } from './rebuild/rebuild.module.js';
import { RebuildWorker } from './rebuild/rebuild-worker.js';
import { ResultRecord, ResultSchema } from './result-record.js';
import { ResultStore } from './result-store.js';
import { SessionRetirement } from './session-retirement.js';
import { SessionRound } from './session-round.js';
import { SessionProjection } from './session-projection.js';

/** From the outbox through Kafka to MongoDB: the worker's part. `KafkaBatchServer` feeds its controller. */
@Module({
  imports: [
    OutboxModule,
    RebuildModule,
    MongooseModule.forFeature([
      { name: ResultRecord.name, schema: ResultSchema },
      { name: SessionRecord.name, schema: SessionSchema },
    ]),
  ],
  controllers: [PersistenceController],
  providers: [
    SessionRetirement,
    SessionRound,
    RebuildWorker,
    OutboxSweeper,
    OutboxWatch,
    DeadLetters,
    ResultStore,
    SessionProjection,
  ],
})
export class PersistenceModule {}
