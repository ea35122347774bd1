import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { RebuildRequests } from './rebuild-requests.js';
import type { FrozenSession } from './frozen-session.js';

/** Of JSON, all together: 16 Ki for each of 2,000 sessions, fewer where quizzes are longer. */
const CHARACTERS = 32 * 2 ** 20;

/** Frozen sessions that this process has met. They never change, so nothing goes stale. */
@Injectable()
export class SessionCatalog {
  private readonly sessions = new LRUCache<string, FrozenSession>({ max: 2_000, maxSize: CHARACTERS });

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly rebuilds: RebuildRequests,
  ) {}

  /** The session, read from Redis the first time, and brought back when Redis has lost it; undefined when there is none. */
  async get(sessionId: string): Promise<FrozenSession | undefined> {
    const known = this.sessions.get(sessionId);
    if (known) return known;
    const json =
      (await this.redis.get(keys.frozen(sessionId))) ??
      ((await this.rebuilds.ask(sessionId)) ? await this.redis.get(keys.frozen(sessionId)) : null);
    if (!json) return undefined;
    const session = JSON.parse(json) as FrozenSession;
    this.sessions.set(sessionId, session, { size: json.length });
    return session;
  }

  /** Lets go of a session that has nobody here any more; who comes later has it read again. */
  forget(sessionId: string): void {
    this.sessions.delete(sessionId);
  }
}
