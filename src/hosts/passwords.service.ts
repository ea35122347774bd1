import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { nanoid } from 'nanoid';
import { Lane } from '../platform/lanes/lane.js';

/**
 * A hash takes 19 MiB and some 20 ms of one of libuv's four threads. Logins and new accounts have lanes of their own, so that
 * a flood of the one does not delay the other, and one thread is always left for other work.
 */
const LOGINS = { name: 'password-checks', atOnce: 2, perKey: 2, queue: 200, queuePerKey: 200, waitMs: 5_000 };
const ACCOUNTS = {
  name: 'password-hashes',
  atOnce: 1,
  perKey: 1,
  queue: 400,
  queuePerKey: 100,
  waitMs: 5_000,
};
const ALL = '';

/** Hashes passwords with argon2id, by the parameters OWASP recommends (the library's defaults), off the event loop. */
@Injectable()
export class PasswordsService {
  private readonly logins = new Lane(LOGINS);
  private readonly accounts = new Lane(ACCOUNTS);
  /** Hash of a password that nobody has. */
  private readonly dummy = hash(nanoid());

  /** @param network of the client (`addressKey`), which has a share of its own in the lane. @throws PodiumError 503 `BUSY` */
  hash(password: string, network: string): Promise<string> {
    return this.accounts.run(network, () => hash(password));
  }

  /**
   * False for a wrong password, and after the same work for a host that does not exist (no hash).
   * @throws PodiumError 503 `BUSY`
   */
  verify(storedHash: string | undefined, password: string): Promise<boolean> {
    return this.logins.run(ALL, async () => {
      const matches = await verify(storedHash ?? (await this.dummy), password);
      return matches && storedHash !== undefined;
    });
  }
}
