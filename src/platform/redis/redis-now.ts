import type { RedisConnection } from './connect.js';

/** Milliseconds since the epoch by Redis' clock. */
export async function redisNow(redis: RedisConnection): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
