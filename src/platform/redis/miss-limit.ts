import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from './connect.js';

/** Seconds to wait, for `Retry-After`. */
const seconds = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1_000));

/** Makes guessing slow, on all nodes together: so many misses of a key in a window, then none is looked at. */
export class MissLimit {
  private readonly limiter: RateLimiterRedis;

  constructor(
    redis: RedisConnection,
    keyPrefix: string,
    private readonly misses: number,
    windowSeconds: number,
  ) {
    this.limiter = new RateLimiterRedis({
      storeClient: redis,
      useRedisPackage: false,
      keyPrefix,
      points: misses,
      duration: windowSeconds,
    });
  }

  /** @returns seconds to wait when the key has missed too often, else undefined */
  async wait(key: string): Promise<number | undefined> {
    const state = await this.limiter.get(key);
    return state && state.consumedPoints >= this.misses ? seconds(state) : undefined;
  }

  /** Counts a miss. @returns seconds to wait when it was one too many, else undefined */
  async missed(key: string): Promise<number | undefined> {
    try {
      await this.limiter.consume(key);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return seconds(refusal);
      throw refusal;
    }
  }
}
