import { Injectable } from '@nestjs/common';
import { DEFAULT_ROWS } from '../../contracts/defaults.js';
import { LIMITS } from '../../contracts/limits.js';
import type { Busy, Invalid, StandingAck } from '../../contracts/socket-events.js';
import { JsonReply } from '../../platform/sockets/line.js';
import { FORBIDDEN } from '../../scoring/answer-ack.js';
import { SessionRevival } from '../../session/session-revival.js';
import { LeaderboardStore } from '../leaderboard.store.js';
import { SharedPages } from '../shared-pages.js';

/** Rows that the price of one event covers. */
const ROWS_OF_AN_EVENT = 20;

const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

/** Reads of the board over the socket. */
@Injectable()
export class BoardHandler {
  constructor(
    private readonly boards: LeaderboardStore,
    private readonly pages: SharedPages,
    private readonly revival: SessionRevival,
  ) {}

  /** The price of a page beyond that of one event, which covers the first rows. */
  priceOf(payload: unknown): number {
    const { limit } = (payload ?? {}) as { limit?: unknown };
    return within(limit, 1, LIMITS.pageSize) ? Math.floor(limit / ROWS_OF_AN_EVENT) : 0;
  }

  /** @returns the contract's `Leaderboard` as JSON, or the errors in the payload */
  async page(sessionId: string, payload: unknown): Promise<JsonReply | Invalid | Busy> {
    const { offset = DEFAULT_ROWS.offset, limit = DEFAULT_ROWS.limit } = (payload ?? {}) as {
      offset?: unknown;
      limit?: unknown;
    };
    const errors = [];
    if (!within(offset, 0, LIMITS.pageOffset)) {
      errors.push({ path: 'offset', message: `must be an integer from 0 to ${LIMITS.pageOffset}` });
    }
    if (!within(limit, 1, LIMITS.pageSize)) {
      errors.push({ path: 'limit', message: `must be an integer from 1 to ${LIMITS.pageSize}` });
    }
    if (errors.length > 0) return { status: 'invalid', errors };
    const read = () => this.pages.read(sessionId, offset as number, limit as number);
    return new JsonReply(await this.revival.ask(sessionId, read));
  }

  async standing(sessionId: string, playerId: string): Promise<StandingAck> {
    const standing = await this.revival.ask(sessionId, () =>
      this.boards.standing(sessionId, playerId, DEFAULT_ROWS.around),
    );
    return standing === 'unseated' ? FORBIDDEN : standing;
  }
}
