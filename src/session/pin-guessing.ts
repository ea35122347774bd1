import { Inject, Injectable } from '@nestjs/common';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { MissLimit } from '../platform/redis/miss-limit.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { pinUnknown } from './session-errors.js';

/** Look-ups that miss, a minute and address. */
const MISSES = 20;
const WINDOW_S = 60;

/** Makes guessing PINs slow. Only misses count: a whole school joins from one address. */
@Injectable()
export class PinGuessing {
  private readonly limit: MissLimit;

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.limit = new MissLimit(redis, 'podium:pin-misses', MISSES, WINDOW_S);
  }

  /** @throws PodiumError 429 when this address has missed too often to look anything up */
  async check(address: string): Promise<void> {
    const wait = await this.limit.wait(address);
    if (wait !== undefined) throw tooMany(wait);
  }

  /** Counts a miss. @throws PodiumError 404 PIN_UNKNOWN, or 429 when it was one too many */
  async missed(address: string): Promise<never> {
    const wait = await this.limit.missed(address);
    throw wait === undefined ? pinUnknown() : tooMany(wait);
  }
}

const tooMany = (retryAfter: number) =>
  new PodiumError(429, 'TOO_MANY_PIN_MISSES', 'Too many unknown PINs from this address; wait a moment.', {
    retryAfter,
  });
