import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { pinUnknown } from './session-errors.js';

/** Look-ups that miss, a minute and address. */
const MISSES = 20;

/** Makes guessing PINs slow. Only misses count: a whole school joins from one address. */
@Injectable()
export class PinGuessing {
  private readonly limiter: RateLimiterRedis;

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.limiter = new RateLimiterRedis({
      storeClient: redis,
      useRedisPackage: false,
      keyPrefix: 'podium:pin-misses',
      points: MISSES,
      duration: 60,
    });
  }

  /** @throws PodiumError 429 when this address has missed too often to look anything up */
  async check(address: string): Promise<void> {
    const misses = await this.limiter.get(address);
    if (misses && misses.consumedPoints >= MISSES) throw tooMany(misses.msBeforeNext);
  }

  /** Counts a miss. @throws PodiumError 404 PIN_UNKNOWN, or 429 when it was one too many */
  async missed(address: string): Promise<never> {
    try {
      await this.limiter.consume(address);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw tooMany(refusal.msBeforeNext);
      throw refusal;
    }
    throw pinUnknown();
  }
}

const tooMany = (ms: number) =>
  new PodiumError(429, 'TOO_MANY_PIN_MISSES', 'Too many unknown PINs from this address; wait a moment.', {
    retryAfter: Math.max(1, Math.ceil(ms / 1_000)),
  });
