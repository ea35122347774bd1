import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { Leaderboard, StandingAround } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, scriptKeys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Script } from '../platform/redis/script.js';

const script = (file: string) =>
  Script.fromFiles(import.meta.url, '../platform/redis/keys.lua', './board.lua', './rows.lua', file);
const scripts = {
  tick: script('./tick.lua'),
  page: script('./page.lua'),
  standing: script('./standing.lua'),
};

/** What became of a tick: a snapshot went out, there was nothing to send, or the window is taken for `waitMs`. */
export type TickOutcome = { kind: 'sent' } | { kind: 'unchanged' } | { kind: 'wait'; waitMs: number };

/** Reads of the ranking of a session, all in O(log players + rows). Places count from 1, offsets from 0. */
@Injectable()
export class LeaderboardStore {
  constructor(@Inject(REDIS) private readonly redis: RedisConnection) {}

  /**
   * @param offset 0 is the first place
   * @param limit rows; none: as many as the session's leaderboard shows
   * @returns undefined when Redis has no such session
   */
  async page(sessionId: string, offset: number, limit = 0): Promise<Leaderboard | undefined> {
    const json = await scripts.page.run(this.redis, scriptKeys(sessionId), [sessionId, offset, limit]);
    return typeof json === 'string' ? (JSON.parse(json) as Leaderboard) : undefined;
  }

  /** A player's standing and `around` rows on each side; undefined when the player is not on the board. */
  async standing(sessionId: string, playerId: string, around: number): Promise<StandingAround | undefined> {
    const json = await scripts.standing.run(this.redis, scriptKeys(sessionId), [playerId, around]);
    return typeof json === 'string' ? (JSON.parse(json) as StandingAround) : undefined;
  }

  /** Publishes a snapshot to every node if something changed and the session's window is free. */
  async tick(sessionId: string): Promise<TickOutcome> {
    const reply = Number(
      await scripts.tick.run(this.redis, scriptKeys(sessionId), [
        sessionId,
        LIMITS.leaderboardWindowMs,
        keys.leaderboardChannel(sessionId),
      ]),
    );
    if (reply < 0) return { kind: 'unchanged' };
    return reply === 0 ? { kind: 'sent' } : { kind: 'wait', waitMs: reply };
  }
}
