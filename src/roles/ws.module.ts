import { Module } from '@nestjs/common';
import type { Imports } from '../app.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';

export const wsFeatures: Imports = [ScoringModule];

/** Sockets, answers, leaderboard ticks, relay. It does not need MongoDB, and it can work for a while without Kafka. */
@Module({ imports: wsFeatures })
export class WsModule {}
