import { Inject, Injectable } from '@nestjs/common';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, scriptKeys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Outbox } from './outbox.js';

/** An ended session stays in Redis for a day; after that a contact brings it back from MongoDB. */
const KEPT_SECONDS = 86_400;
/** Late comers are told for an hour that the session has ended; then its PIN is free for another. */
const PIN_SECONDS = 3_600;

/** Lets go of sessions that have ended and whose events have all left. Only what has a TTL may be evicted. */
@Injectable()
export class SessionRetirement {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly outbox: Outbox,
  ) {}

  /** Those of these sessions that have ended, all asked at once: most are still open, and there may be thousands. */
  async retireEnded(sessionIds: string[]): Promise<void> {
    const statuses = await Promise.all(sessionIds.map((id) => this.redis.hget(keys.session(id), 'status')));
    for (const [place, sessionId] of sessionIds.entries()) {
      if (statuses[place] === 'ended') await this.retire(sessionId);
    }
  }

  async retire(sessionId: string): Promise<void> {
    const [status, pin, questions] = await this.redis.hmget(
      keys.session(sessionId),
      'status',
      'pin',
      'questions',
    );
    // The outbox only now, when it can't grow any more: the end itself left an event.
    if (status !== 'ended' || (await this.outbox.length(sessionId)) > 0) return;
    const questionIds = (questions ?? '').split(' ').filter((_, index) => index % 2 === 0);
    const expiries = this.redis.pipeline();
    for (const key of scriptKeys(sessionId, questionIds)) expiries.expire(key, KEPT_SECONDS);
    await expiries.exec();
    if (pin) await this.redis.expire(keys.pin(pin), PIN_SECONDS);
    await this.redis.zrem(keys.activeSessions, sessionId);
  }
}
