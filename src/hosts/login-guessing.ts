import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import { PodiumError } from '../platform/http/podium-error.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { REDIS } from '../platform/redis/redis.module.js';

/**
 * Wrong passwords in five minutes: of one account from one address, so that nobody elsewhere can lock its host out; and of
 * any account from one address, behind which a whole school may be.
 */
const OF_ACCOUNT = 10;
const OF_ADDRESS = 100;
const WINDOW_S = 300;

const limiter = (storeClient: RedisConnection, keyPrefix: string, points: number) =>
  new RateLimiterRedis({ storeClient, useRedisPackage: false, keyPrefix, points, duration: WINDOW_S });

/** Makes guessing passwords slow, on all nodes together. Only wrong ones count. */
@Injectable()
export class LoginGuessing {
  private readonly accounts: RateLimiterRedis;
  private readonly addresses: RateLimiterRedis;

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.accounts = limiter(redis, 'podium:login-misses:account', OF_ACCOUNT);
    this.addresses = limiter(redis, 'podium:login-misses:address', OF_ADDRESS);
  }

  /** @throws PodiumError 429 when too many were wrong: the right one is not looked at either */
  async check(email: string, address: string): Promise<void> {
    const [account, source] = await Promise.all([
      this.accounts.get(key(email, address)),
      this.addresses.get(address),
    ]);
    if (account && account.consumedPoints >= OF_ACCOUNT) throw tooMany(account);
    if (source && source.consumedPoints >= OF_ADDRESS) throw tooMany(source);
  }

  async missed(email: string, address: string): Promise<void> {
    // Beyond the limit `consume` rejects; `check` has said so before.
    await Promise.allSettled([this.accounts.consume(key(email, address)), this.addresses.consume(address)]);
  }
}

/** No e-mail address in a key of Redis. */
const key = (email: string, address: string) =>
  createHash('sha256').update(`${email} ${address}`).digest('base64url');

const tooMany = ({ msBeforeNext }: RateLimiterRes) =>
  new PodiumError(429, 'TOO_MANY_LOGINS', 'Too many wrong passwords; wait before the next try.', {
    retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  });
