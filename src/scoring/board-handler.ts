import { Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { LeaderboardAck, StandingAck } from '../contracts/socket-events.js';
import { LeaderboardStore } from '../leaderboard/leaderboard.store.js';
import { BUSY, FORBIDDEN } from './answer-ack.js';

/** Rows on each side of a player's own. */
const AROUND = 5;

const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

/** Reads of the board over the socket. */
@Injectable()
export class BoardHandler {
  constructor(private readonly boards: LeaderboardStore) {}

  async page(sessionId: string, payload: unknown): Promise<LeaderboardAck> {
    const { offset = 0, limit = 10 } = (payload ?? {}) as { offset?: unknown; limit?: unknown };
    const errors = [];
    if (!within(offset, 0, LIMITS.pageOffset)) {
      errors.push({ path: 'offset', message: `must be an integer from 0 to ${LIMITS.pageOffset}` });
    }
    if (!within(limit, 1, LIMITS.pageSize)) {
      errors.push({ path: 'limit', message: `must be an integer from 1 to ${LIMITS.pageSize}` });
    }
    if (errors.length > 0) return { status: 'invalid', errors };
    return (await this.boards.page(sessionId, offset as number, limit as number)) ?? BUSY;
  }

  async standing(sessionId: string, playerId: string): Promise<StandingAck> {
    return (await this.boards.standing(sessionId, playerId, AROUND)) ?? FORBIDDEN;
  }
}
