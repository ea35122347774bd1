import { Module } from '@nestjs/common';
import { LeaderboardModule } from '../leaderboard/leaderboard.module.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { RoomsModule } from '../platform/sockets/rooms.module.js';
import { HostCommands } from './host-commands.js';
import { Pins } from './pins.js';
import { SessionAnnouncer } from './session-announcer.js';
import { SessionCatalog } from './session-catalog.js';
import { SessionStateReader } from './session-state.reader.js';
import { SocketHandshake } from './socket-handshake.js';

/** Sessions as every role that has players needs them. REST for them is `SessionApiModule`. */
@Module({
  imports: [AuthModule, LeaderboardModule, RoomsModule],
  providers: [HostCommands, Pins, SessionAnnouncer, SessionCatalog, SessionStateReader, SocketHandshake],
  exports: [HostCommands, Pins, SessionCatalog, SessionStateReader, SocketHandshake],
})
export class SessionModule {}
