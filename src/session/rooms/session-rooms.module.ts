import { Module } from '@nestjs/common';
import { LeaderboardBroadcastModule } from '../../leaderboard/leaderboard-broadcast.module.js';
import { LeaderboardModule } from '../../leaderboard/leaderboard.module.js';
import { ChannelsModule } from '../../platform/redis/channels.module.js';
import { RoomsModule } from '../../platform/sockets/rooms.module.js';
import { SessionModule } from '../session.module.js';
import { BoardReader } from './board-reader.js';
import { EndReader } from './end-reader.js';
import { PlayersFeed } from './players-feed.js';
import { Presence } from './presence.js';
import { PresencePatrol } from './presence-patrol.js';
import { ProgressFeed } from './progress-feed.js';
import { SessionAnnouncer } from './session-announcer.js';
import { SessionRooms } from './session-rooms.js';
import { SessionWatch } from './session-watch.js';

/** The providers that keep a session up to date on players' screens. Only nodes with sockets have them. */
@Module({
  imports: [SessionModule, LeaderboardModule, LeaderboardBroadcastModule, ChannelsModule, RoomsModule],
  providers: [
    BoardReader,
    EndReader,
    SessionRooms,
    PlayersFeed,
    Presence,
    PresencePatrol,
    ProgressFeed,
    SessionAnnouncer,
    SessionWatch,
  ],
  exports: [SessionRooms],
})
export class SessionRoomsModule {}
