import { Module } from '@nestjs/common';
import { LeaderboardStore } from './leaderboard.store.js';

/** Reads and publishes the ranking, in any role. */
@Module({ providers: [LeaderboardStore], exports: [LeaderboardStore] })
export class LeaderboardModule {}
