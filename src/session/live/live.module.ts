import { Module } from '@nestjs/common';
import { LeaderboardLiveModule } from '../../leaderboard/leaderboard-live.module.js';
import { LeaderboardModule } from '../../leaderboard/leaderboard.module.js';
import { ChannelsModule } from '../../platform/redis/channels.module.js';
import { RoomsModule } from '../../platform/sockets/rooms.module.js';
import { SessionModule } from '../session.module.js';
import { BoardReader } from './board-reader.js';
import { EndReader } from './end-reader.js';
import { LiveRooms } from './live-rooms.js';
import { PlayersFeed } from './players-feed.js';
import { Presence } from './presence.js';
import { PresencePatrol } from './presence-patrol.js';
import { ProgressFeed } from './progress-feed.js';
import { SessionAnnouncer } from './session-announcer.js';
import { SessionWatch } from './session-watch.js';

/** What makes a session live on players' screens: only where sockets are. */
@Module({
  imports: [SessionModule, LeaderboardModule, LeaderboardLiveModule, ChannelsModule, RoomsModule],
  providers: [
    BoardReader,
    EndReader,
    LiveRooms,
    PlayersFeed,
    Presence,
    PresencePatrol,
    ProgressFeed,
    SessionAnnouncer,
    SessionWatch,
  ],
  exports: [LiveRooms],
})
export class LiveModule {}
