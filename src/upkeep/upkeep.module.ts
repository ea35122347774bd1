import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OutboxSweeper } from '../delivery/outbox-sweeper.js';
import { OutboxWatch } from '../delivery/outbox-watch.js';
import { OutboxModule } from '../delivery/outbox.module.js';
import { SessionLooks } from '../delivery/session-looks.js';
import { ResultRecord, ResultSchema } from '../persistence/result-record.js';
import { RebuildModule } from '../rebuild/rebuild.module.js';
import { SessionRecord, SessionSchema } from '../session/session.schema.js';
import { SessionRetirement } from './session-retirement.js';
import { SessionRound } from './session-round.js';

/** The rounds of a worker: it sends what relays left, ends idle sessions, lets ended ones expire and keeps PINs. */
@Module({
  imports: [
    OutboxModule,
    RebuildModule,
    MongooseModule.forFeature([
      { name: ResultRecord.name, schema: ResultSchema },
      { name: SessionRecord.name, schema: SessionSchema },
    ]),
  ],
  providers: [
    SessionRetirement,
    SessionRound,
    { provide: SessionLooks, useExisting: SessionRound },
    OutboxSweeper,
    OutboxWatch,
  ],
})
export class UpkeepModule {}
