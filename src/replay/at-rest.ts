import type { RedisConnection } from '../platform/redis/connect.js';
import { redisNow } from '../platform/redis/redis-now.js';
import { keys } from '../session/state/layout.js';
import { readFields } from '../session/state/records.js';

/** Sessions looked at at once. */
const PAGE = 500;

/**
 * Finds out of which sessions Kafka has every event by now; ask before the ends of the log are taken. An event of an
 * ended session may still wait in the outbox, while its `ended` is in the log already. To put such a session right would take
 * away what the worker stores of it in the meantime.
 *
 * @returns whether an ended session, created at a time of Redis, was at rest
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
        // In this order: after its end an outbox only empties.
        const ended = (await readFields(redis, sessionId, 'status')).status === 'ended';
        const waiting = ended && (await redis.xlen(keys.outbox(sessionId)));
        // Parked events were never in the log, and go there once Kafka takes them.
        if (!ended || waiting || (await redis.xlen(keys.parked(sessionId)))) moving.add(sessionId);
      }),
    );
  }
  return (sessionId, createdAt) => !moving.has(sessionId) && createdAt < lookedAt;
}
