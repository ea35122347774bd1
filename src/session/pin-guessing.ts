import { Inject, Injectable } from '@nestjs/common';
import { addressKey } from '../platform/http/address-key.js';
import { problem } from '../platform/problems/podium-error.js';
import { Lane } from '../platform/lanes/lane.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { MissLimit } from '../platform/redis/miss-limit.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { pinUnknown } from './session-problems.js';

/** How many look-ups of one address may miss in a minute. */
const LIMIT = { prefix: 'podium:pin-looks', misses: 20, windowSeconds: 60 };

/** A look-up takes some milliseconds, or seconds when its session has to be rebuilt. A whole school can connect at once. */
const LANE = { name: 'pins', atOnce: 200, perKey: 4, queue: 10_000, queuePerKey: 2_000, waitMs: 10_000 };

/** Makes guessing PINs slow. Only misses count, since a whole school can join from one address. */
@Injectable()
export class PinGuessing {
  private readonly limit: MissLimit;
  private readonly lane = new Lane(LANE);

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.limit = new MissLimit(redis, { ...LIMIT, refusal: tooMany });
  }

  /**
   * @param find returns the session that the PIN leads to, or undefined when there is none
   * @throws PodiumError 404 PIN_UNKNOWN; 429 when this address has missed too often to look anything up; 503 BUSY
   */
  async look<T>(address: string, find: () => Promise<T | undefined>): Promise<T> {
    const key = addressKey(address);
    const found = await this.lane.run(key, () => this.limit.guard(key, find));
    if (found === undefined) throw pinUnknown();
    return found;
  }
}

const tooMany = (retryAfter: number) => problem('TOO_MANY_PIN_MISSES', { retryAfter });
