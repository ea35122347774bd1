import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import type { FrozenSession } from './frozen-session.js';
import { SessionRevival } from './session-revival.js';

/** Characters of JSON that the catalogue holds: enough for 2,000 sessions of 16 Ki each, or for fewer with longer quizzes. */
const CHARACTERS = 32 * 2 ** 20;
/** A session that everybody has left is kept for this long, since all members reconnect after an outage of the network. */
const LINGER_MS = 60_000;

/**
 * Frozen sessions that this process has read. They never change, so no copy becomes stale. A session that is still in use in the
 * process, mostly by a socket, is found again even when the cache had no room to keep it, so no session is in memory twice.
 */
@Injectable()
export class SessionCatalog {
  private readonly kept = new LRUCache<string, FrozenSession>({ max: 2_000, maxSize: CHARACTERS });
  private readonly inUse = new Map<string, WeakRef<FrozenSession>>();
  private readonly reading = new Map<string, Promise<FrozenSession | undefined>>();
  private readonly leaving = new Map<string, NodeJS.Timeout>();
  private readonly collected = new FinalizationRegistry<string>((sessionId) => {
    if (!this.inUse.get(sessionId)?.deref()) this.inUse.delete(sessionId);
  });

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly revival: SessionRevival,
  ) {}

  /**
   * The session. It is read from Redis the first time, and is rebuilt when Redis has lost it.
   *
   * @param sessionId must certainly be the id of a session
   * @throws PodiumError 404 `SESSION_UNKNOWN`, 503 `BUSY` when it is not back yet
   */
  async get(sessionId: string): Promise<FrozenSession> {
    return this.known(sessionId) ?? this.revival.ask(sessionId, () => this.read(sessionId));
  }

  /** The same for an id that can be made up: undefined when neither this process nor Redis has the session. */
  async find(sessionId: string): Promise<FrozenSession | undefined> {
    return this.known(sessionId) ?? this.read(sessionId);
  }

  /** Drops a session that has no sockets on this node any more, after a while. */
  forget(sessionId: string): void {
    clearTimeout(this.leaving.get(sessionId));
    const timer = setTimeout(() => {
      this.leaving.delete(sessionId);
      this.kept.delete(sessionId);
    }, LINGER_MS);
    this.leaving.set(sessionId, timer.unref());
  }

  private known(sessionId: string): FrozenSession | undefined {
    const leaves = this.leaving.get(sessionId);
    if (leaves) {
      clearTimeout(leaves);
      this.leaving.delete(sessionId);
    }
    return this.kept.get(sessionId) ?? this.inUse.get(sessionId)?.deref();
  }

  private read(sessionId: string): Promise<FrozenSession | undefined> {
    const known = this.reading.get(sessionId);
    if (known) return known;
    const reading = this.readOnce(sessionId).finally(() => this.reading.delete(sessionId));
    this.reading.set(sessionId, reading);
    return reading;
  }

  private async readOnce(sessionId: string): Promise<FrozenSession | undefined> {
    const json = await this.redis.get(keys.frozen(sessionId));
    if (!json) return undefined;
    const session = JSON.parse(json) as FrozenSession;
    this.kept.set(sessionId, session, { size: json.length });
    this.inUse.set(sessionId, new WeakRef(session));
    this.collected.register(session, sessionId);
    return session;
  }
}
