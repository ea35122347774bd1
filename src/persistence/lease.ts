import type { RedisConnection } from '../platform/redis/connect.js';
import { Script } from '../platform/redis/script.js';

const script = Script.fromFiles(import.meta.url, './lease.lua');

/** Takes a lease that nobody has, or renews it for so many milliseconds from now; false while somebody else has it. */
export const takeLease = async (
  redis: RedisConnection,
  key: string,
  who: string,
  durationMs: number,
): Promise<boolean> => (await script.run(redis, [key], [who, durationMs])) === 1;
