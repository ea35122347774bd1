import { Module } from '@nestjs/common';
import { LeaderboardLiveModule } from '../leaderboard/leaderboard-live.module.js';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { OutboxRelayModule } from '../persistence/outbox.module.js';
import { RoomsModule } from '../platform/sockets/rooms.module.js';
import { SocketDrain } from '../platform/sockets/socket-drain.js';
import { LiveModule } from '../session/live/live.module.js';
import { SessionModule } from '../session/session.module.js';
import { AnswerBatcher } from './answer-batcher.js';
import { AnswerHandler } from './answer-handler.js';
import { BoardHandler } from './board-handler.js';
import { QuestionHandler } from './question-handler.js';
import { ScoringGateway } from './scoring.gateway.js';
import { SocketEvents } from './socket-events.js';

/** The sockets and the way of an answer: `SocketEvents` → `AnswerHandler` → `AnswerBatcher` → `answer.lua`. */
@Module({
  imports: [
    SessionModule,
    LiveModule,
    LeaderboardModule,
    LeaderboardLiveModule,
    OutboxRelayModule,
    RoomsModule,
  ],
  providers: [
    ScoringGateway,
    SocketEvents,
    AnswerHandler,
    AnswerBatcher,
    QuestionHandler,
    BoardHandler,
    SocketDrain,
  ],
})
export class ScoringModule {}
