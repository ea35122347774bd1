import type { RedisConnection } from '../platform/redis/connect.js';
import { redisNow } from '../platform/redis/redis-now.js';
import { keys } from '../session/state/layout.js';
import { readFields } from '../session/state/records.js';

/** Sessions that are looked at in one go. */
const PAGE = 500;

/**
 * Finds out for which sessions Kafka has every event by now; call it before the ends of the log are taken. An event of an
 * ended session can still wait in the outbox, while its `ended` is in the log already. A correction of such a session would
 * remove what the worker stores for it in the meantime.
 *
 * @returns a function: whether an ended session, created at a time by Redis' clock, was at rest
 */
export async function lookAtRest(
  redis: RedisConnection,
): Promise<(sessionId: string, createdAt: number) => boolean> {
  const lookedAt = await redisNow(redis);
  const active = await redis.zrange(keys.activeSessions, '0', '-1');
  const moving = new Set<string>();
  for (let start = 0; start < active.length; start += PAGE) {
    await Promise.all(
      active.slice(start, start + PAGE).map(async (sessionId) => {
        // The status is read first: after the end of a session its outbox only empties.
        const ended = (await readFields(redis, sessionId, 'status')).status === 'ended';
        const waiting = ended && (await redis.xlen(keys.outbox(sessionId)));
        // Parked events were never in the log, and go there once Kafka takes them.
        if (!ended || waiting || (await redis.xlen(keys.parked(sessionId)))) moving.add(sessionId);
      }),
    );
  }
  return (sessionId, createdAt) => !moving.has(sessionId) && createdAt < lookedAt;
}
