import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';

/** A process mentions a session at most this often. */
const EVERY_MS = 30_000;
const REMEMBERED = 10_000;

/**
 * The set of sessions that workers look after. It lies in another slot than the sessions, and the loss of its primary can remove
 * some of them. Code that deals with a session therefore mentions the session from time to time.
 */
@Injectable()
export class ActiveSessions {
  private readonly logger = new Logger(ActiveSessions.name);
  private readonly mentioned = new LRUCache<string, true>({ max: REMEMBERED, ttl: EVERY_MS });

  constructor(@Inject(REDIS) private readonly redis: RedisConnection) {}

  /** No caller waits for the result: a mention that fails is repeated by a later call. */
  mention(sessionId: string): void {
    if (this.mentioned.has(sessionId)) return;
    this.mentioned.set(sessionId, true);
    this.redis.zadd(keys.activeSessions, 'NX', Date.now(), sessionId).catch((error: Error) => {
      this.mentioned.delete(sessionId);
      this.logger.debug(`session ${sessionId} is not mentioned: ${error.message}`);
    });
  }
}
