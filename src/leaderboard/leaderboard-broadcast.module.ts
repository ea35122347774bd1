import { Module } from '@nestjs/common';
import { ChannelsModule } from '../platform/redis/channels.module.js';
import { RoomsModule } from '../platform/sockets/rooms.module.js';
import { LeaderboardBroadcaster } from './leaderboard-broadcaster.js';
import { LeaderboardTicker } from './leaderboard-ticker.js';
import { LeaderboardModule } from './leaderboard.module.js';
import { SharedPages } from './shared-pages.js';

/** The providers that keep the ranking up to date on players' screens. Only nodes with sockets have them. */
@Module({
  imports: [LeaderboardModule, ChannelsModule, RoomsModule],
  providers: [LeaderboardTicker, LeaderboardBroadcaster, SharedPages],
  exports: [LeaderboardTicker, LeaderboardBroadcaster, SharedPages],
})
export class LeaderboardBroadcastModule {}
