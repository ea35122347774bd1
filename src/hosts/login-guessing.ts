import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { addressKey } from '../platform/http/address-key.js';
import { problem } from '../platform/problems/podium-error.js';
import { Lane } from '../platform/lanes/lane.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { MissLimit } from '../platform/redis/miss-limit.js';
import { REDIS } from '../platform/redis/redis.module.js';

/**
 * Limits of wrong passwords in five minutes: for one account from one address, so that nobody elsewhere can lock its host out;
 * and for all accounts from one address, behind which a whole school can be.
 */
const OF_ACCOUNT = { prefix: 'podium:login-looks:account', misses: 10, windowSeconds: 300 };
const OF_ADDRESS = { prefix: 'podium:login-looks:address', misses: 100, windowSeconds: 300 };

/** Room for a whole staff that logs in at once. */
const LANE = { name: 'logins', atOnce: 32, perKey: 4, queue: 500, queuePerKey: 200, waitMs: 10_000 };

/** Makes guessing passwords slow. Only wrong passwords count. */
@Injectable()
export class LoginGuessing {
  private readonly accounts: MissLimit;
  private readonly addresses: MissLimit;
  private readonly lane = new Lane(LANE);

  constructor(@Inject(REDIS) redis: RedisConnection) {
    this.accounts = new MissLimit(redis, { ...OF_ACCOUNT, refusal: tooMany });
    this.addresses = new MissLimit(redis, { ...OF_ADDRESS, refusal: tooMany });
  }

  /**
   * @param login gives undefined when the password was wrong
   * @returns what `login` gives
   * @throws PodiumError 429 when too many were wrong: then even the right password is not checked; 503 BUSY
   */
  attempt<T>(email: string, address: string, login: () => Promise<T | undefined>): Promise<T | undefined> {
    const network = addressKey(address);
    return this.lane.run(network, () =>
      this.accounts.guard(accountKey(email, network), () => this.addresses.guard(network, login)),
    );
  }
}

/** A hash, so that no key in Redis contains an e-mail address. */
const accountKey = (email: string, network: string) =>
  createHash('sha256').update(`${email} ${network}`).digest('base64url');

const tooMany = (retryAfter: number) => problem('TOO_MANY_LOGINS', { retryAfter });
