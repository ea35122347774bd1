import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { problem } from '../platform/problems/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Script } from '../platform/redis/script.js';

/** A claimed PIN is free again after this time if its session was never created (the process died). */
const CLAIM_SECONDS = 60;
const TRIES = 50;

const scripts = {
  keep: Script.fromFiles(import.meta.url, './keep-pin.lua'),
  release: Script.fromFiles(import.meta.url, './release-pin.lua'),
};

/**
 * PINs of six digits. No two sessions have the same PIN at a time. A PIN changes only while it is free or leads to the session
 * that changes it, since it can belong to another session by now.
 */
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
    throw problem('NO_PIN_FREE', { retryAfter: 5 });
  }

  /**
   * Makes the PIN lead to the session for good. The PIN of a running session has no TTL, since a key with a TTL can be evicted.
   *
   * @returns false when the PIN leads to another session
   */
  async keep(pin: string, sessionId: string): Promise<boolean> {
    const key = keys.pin(pin);
    return (await this.durability.sure(key, scripts.keep, [key], [sessionId])) === 1;
  }

  /** Lets the PIN of an ended session expire after so many seconds, if the PIN still leads to that session. */
  async release(pin: string, sessionId: string, seconds: number): Promise<void> {
    await scripts.release.run(this.redis, [keys.pin(pin)], [sessionId, seconds]);
  }

  async find(pin: string): Promise<string | null> {
    return this.redis.get(keys.pin(pin));
  }
}
