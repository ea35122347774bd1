import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '../contracts/limits.js';
import type { Leaderboard, StandingAround } from '../contracts/session.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { scriptKeys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { changingScript, readingScript } from '../session/state/session-script.js';

const script = (file: string) => readingScript(import.meta.url, file);
const scripts = {
  tick: changingScript(import.meta.url, './tick.lua'),
  page: script('./page.lua'),
  standing: script('./standing.lua'),
};

/**
 * The outcome of a tick: a snapshot was published, there was nothing to send, or the window is taken for `waitMs`. `version` is
 * that of the last snapshot.
 */
export type TickOutcome =
  | { kind: 'sent'; version: number }
  | { kind: 'unchanged'; version: number }
  | { kind: 'wait'; version: number; waitMs: number }
  /** Redis does not have the session. */
  | { kind: 'lost' };

/** Reads and publishes the ranking of a session, in O(log players + rows). Ranks count from 1, offsets from 0. */
@Injectable()
export class LeaderboardStore {
  constructor(@Inject(REDIS) private readonly redis: RedisConnection) {}

  /**
   * @param offset 0 is the first place
   * @param limit rows; none: as many as the session's leaderboard shows
   * @returns undefined when Redis does not have the session
   */
  async page(sessionId: string, offset: number, limit = 0): Promise<Leaderboard | undefined> {
    const json = await this.pageJson(sessionId, offset, limit);
    return json === undefined ? undefined : (JSON.parse(json) as Leaderboard);
  }

  /** The same as JSON, as Redis returns it, for a caller that only passes it on. */
  async pageJson(sessionId: string, offset: number, limit: number): Promise<string | undefined> {
    const json = await scripts.page.run(this.redis, scriptKeys(sessionId), [sessionId, offset, limit]);
    return typeof json === 'string' ? json : undefined;
  }

  /**
   * A player's standing and `around` rows on each side.
   *
   * @returns `unseated` for a player who is not on the board, undefined when Redis does not have the session
   */
  async standing(
    sessionId: string,
    playerId: string,
    around: number,
  ): Promise<StandingAround | 'unseated' | undefined> {
    const json = await scripts.standing.run(this.redis, scriptKeys(sessionId), [playerId, around]);
    if (typeof json !== 'string') return undefined;
    return json === '' ? 'unseated' : (JSON.parse(json) as StandingAround);
  }

  /**
   * Publishes a snapshot to every node if something changed and the session's window is free.
   *
   * @param sent version of the newest snapshot that this node has sent: the next one is newer, even if Redis has lost that one
   */
  async tick(sessionId: string, sent: number): Promise<TickOutcome> {
    const reply = (await scripts.tick.run(this.redis, scriptKeys(sessionId), [
      sessionId,
      LIMITS.leaderboardWindowMs,
      sent,
    ])) as [outcome: number, version: number] | null;
    if (!reply) return { kind: 'lost' };
    const [outcome, version] = reply;
    if (outcome < 0) return { kind: 'unchanged', version };
    return outcome === 0 ? { kind: 'sent', version } : { kind: 'wait', version, waitMs: outcome };
  }
}
