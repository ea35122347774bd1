import { connectRedis } from '../../../src/platform/redis/connect.js';
import { keys } from '../../../src/platform/redis/keys.js';
import type { Target } from './target.js';

/** The sessions being played whose keys lie in these slots. */
export async function sessionsOn(target: Target, slots: [from: number, to: number][]): Promise<string[]> {
  const redis = connectRedis(target.engines.redisUrl);
  try {
    const on: string[] = [];
    for (const sessionId of target.sessions()) {
      const slot = await redis.cluster('KEYSLOT', keys.session(sessionId));
      if (slots.some(([from, to]) => slot >= from && slot <= to)) on.push(sessionId);
    }
    return on;
  } finally {
    redis.disconnect();
  }
}
