import { Module } from '@nestjs/common';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { HostCommands } from './host-commands.js';
import { RebuildRequests } from './rebuild-requests.js';
import { Pins } from './pins.js';
import { SessionCatalog } from './session-catalog.js';
import { SessionStateReader } from './session-state.reader.js';
import { SocketHandshake } from './socket-handshake.js';

/** Sessions as every role that has players needs them. REST for them is `SessionApiModule`. */
@Module({
  imports: [AuthModule, LeaderboardModule],
  providers: [HostCommands, RebuildRequests, Pins, SessionCatalog, SessionStateReader, SocketHandshake],
  exports: [HostCommands, RebuildRequests, Pins, SessionCatalog, SessionStateReader, SocketHandshake],
})
export class SessionModule {}
