import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LeaderboardController } from '../leaderboard/edge/leaderboard.controller.js';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { QuizModule } from '../quiz/quiz.module.js';
import { PinGuessing } from './pin-guessing.js';
import { PlayersController } from './players.controller.js';
import { PlayersService } from './players.service.js';
import { SessionFinder } from './session-finder.js';
import { SessionHistory } from './session-history.js';
import { SessionModule } from './session.module.js';
import { SessionRecord, SessionSchema } from './session.schema.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

/** REST for sessions and their players. */
@Module({
  imports: [
    AuthModule,
    QuizModule,
    SessionModule,
    LeaderboardModule,
    MongooseModule.forFeature([{ name: SessionRecord.name, schema: SessionSchema }]),
  ],
  controllers: [SessionsController, PlayersController, LeaderboardController],
  providers: [SessionsService, SessionHistory, SessionFinder, PinGuessing, PlayersService],
  exports: [SessionFinder],
})
export class SessionApiModule {}
