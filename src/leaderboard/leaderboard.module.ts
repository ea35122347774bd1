import { Module } from '@nestjs/common';
import { LeaderboardStore } from './leaderboard.store.js';

/** The ranking: reads of it, for any role. */
@Module({ providers: [LeaderboardStore], exports: [LeaderboardStore] })
export class LeaderboardModule {}
