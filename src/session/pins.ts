import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';

/** A claimed PIN whose session never came (the process died) is free again after this long. */
const CLAIM_SECONDS = 60;
const TRIES = 50;

/** PINs of six digits, none in use twice at a time. */
@Injectable()
export class Pins {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly durability: Durability,
  ) {}

  /** Claims a free PIN for a session that is about to be created; `keep` makes it last. */
  async claim(sessionId: string): Promise<string> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const pin = String(randomInt(1_000_000)).padStart(6, '0');
      if (await this.redis.set(keys.pin(pin), sessionId, 'EX', CLAIM_SECONDS, 'NX')) return pin;
    }
    throw new PodiumError(503, 'NO_PIN_FREE', 'No PIN is free at the moment; try again soon.', {
      retryAfter: 5,
    });
  }

  /** A live session's PIN carries no TTL: what has one may be evicted. */
  async keep(pin: string): Promise<void> {
    await this.durability.write(keys.pin(pin), 'persist', keys.pin(pin));
  }

  async find(pin: string): Promise<string | null> {
    return this.redis.get(keys.pin(pin));
  }
}
