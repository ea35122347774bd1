import { Module } from '@nestjs/common';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { ChannelsModule } from '../platform/redis/channels.module.js';
import { ActiveSessions } from './active-sessions.js';
import { HostCommands } from './host-commands.js';
import { RebuildRequests } from './rebuild-requests.js';
import { Pins } from './pins.js';
import { SessionCatalog } from './session-catalog.js';
import { SessionIds } from './session-id.js';
import { SessionRevival } from './session-revival.js';
import { SessionStateReader } from './session-state.reader.js';
import { SocketHandshake } from './socket-handshake.js';

const PROVIDERS = [
  ActiveSessions,
  HostCommands,
  Pins,
  RebuildRequests,
  SessionCatalog,
  SessionIds,
  SessionRevival,
  SessionStateReader,
  SocketHandshake,
];

/** The providers that every role with players needs. The REST controllers of sessions are in `SessionApiModule`. */
@Module({
  imports: [AuthModule, ChannelsModule, LeaderboardModule],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class SessionModule {}
