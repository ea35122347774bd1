import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { nanoid } from 'nanoid';
import { PodiumError } from '../platform/http/podium-error.js';

/** Each takes 19 MiB and some 20 ms of a thread: beyond this a queue would only grow. */
const MAX_AT_A_TIME = 32;

/** Hashes passwords with argon2id, by the parameters OWASP recommends (the library's defaults), off the event loop. */
@Injectable()
export class PasswordsService {
  private running = 0;
  /** Hash of a password nobody has. */
  private readonly dummy = hash(nanoid());

  /** @throws PodiumError 503 `BUSY` when too many are waiting already */
  hash(password: string): Promise<string> {
    return this.bounded(() => hash(password));
  }

  /** False for a wrong password, and after the same work for a host that does not exist (no hash). */
  verify(storedHash: string | undefined, password: string): Promise<boolean> {
    return this.bounded(async () => {
      const matches = await verify(storedHash ?? (await this.dummy), password);
      return matches && storedHash !== undefined;
    });
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_AT_A_TIME) {
      throw new PodiumError(503, 'BUSY', 'Too many logins at once; try again shortly.', { retryAfter: 1 });
    }
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
    }
  }
}
