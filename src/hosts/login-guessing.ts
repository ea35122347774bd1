import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { MissLimit } from '../platform/redis/miss-limit.js';
import { REDIS } from '../platform/redis/redis.module.js';

/**
 * Wrong passwords in five minutes: of one account from one address, so that nobody elsewhere can lock its host out; and of
 * any account from one address, behind which a whole school may be.
 */
const OF_ACCOUNT = 10;
const OF_ADDRESS = 100;
const WINDOW_S = 300;

/** Makes guessing passwords slow. Only wrong ones count. */
@Injectable()
export class LoginGuessing {
  private readonly accounts: MissLimit;
  private readonly addresses: MissLimit;

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.accounts = new MissLimit(redis, 'podium:login-misses:account', OF_ACCOUNT, WINDOW_S);
    this.addresses = new MissLimit(redis, 'podium:login-misses:address', OF_ADDRESS, WINDOW_S);
  }

  /** @throws PodiumError 429 when too many were wrong: the right one is not looked at either */
  async check(email: string, address: string): Promise<void> {
    const waits = await Promise.all([this.accounts.wait(key(email, address)), this.addresses.wait(address)]);
    const wait = waits.find((seconds) => seconds !== undefined);
    if (wait !== undefined) throw tooMany(wait);
  }

  async missed(email: string, address: string): Promise<void> {
    await Promise.all([this.accounts.missed(key(email, address)), this.addresses.missed(address)]);
  }
}

/** No e-mail address in a key of Redis. */
const key = (email: string, address: string) =>
  createHash('sha256').update(`${email} ${address}`).digest('base64url');

const tooMany = (retryAfter: number) =>
  new PodiumError(429, 'TOO_MANY_LOGINS', 'Too many wrong passwords; wait before the next try.', {
    retryAfter,
  });
