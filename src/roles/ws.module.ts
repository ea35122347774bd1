import { Module } from '@nestjs/common';
import type { Imports } from '../app.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';

export const wsFeatures: Imports = [ScoringModule];

/** Sockets, answers, leaderboard ticks, relay. It needs neither MongoDB nor, for a while, Kafka. */
@Module({ imports: wsFeatures })
export class WsModule {}
