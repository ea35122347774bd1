import { Module } from '@nestjs/common';
import { OutboxRelayModule } from '../delivery/outbox.module.js';
import { BoardHandler } from '../leaderboard/edge/board-handler.js';
import { LeaderboardBroadcastModule } from '../leaderboard/leaderboard-broadcast.module.js';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { RoomsModule } from '../platform/sockets/rooms.module.js';
import { SocketDrain } from '../platform/sockets/socket-drain.js';
import { SessionRoomsModule } from '../session/rooms/session-rooms.module.js';
import { SessionModule } from '../session/session.module.js';
import { AnswerBatcher } from './answer-batcher.js';
import { AnswerHandler } from './answer-handler.js';
import { QuestionHandler } from './question-handler.js';
import { ScoringGateway } from './scoring.gateway.js';
import { SocketEvents } from './socket-events.js';

/** The sockets and the way of an answer: `SocketEvents` → `AnswerHandler` → `AnswerBatcher` → `answer.lua`. */
@Module({
  imports: [
    SessionModule,
    SessionRoomsModule,
    LeaderboardModule,
    LeaderboardBroadcastModule,
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
