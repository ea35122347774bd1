import { Inject, Injectable } from '@nestjs/common';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';

const WAIT_MS = 5_000;
const LOOK_MS = 50;

/**
 * Asks the workers, which have MongoDB, to bring back a session whose keys Redis has lost. Sockets and REST don't need
 * MongoDB for it.
 */
@Injectable()
export class RebuildRequests {
  private readonly waiting = new Map<string, Promise<boolean>>();

  constructor(@Inject(REDIS) private readonly redis: RedisConnection) {}

  /** @returns whether the session is there now; false for one that MongoDB does not have, or when no worker answers */
  ask(sessionId: string): Promise<boolean> {
    const known = this.waiting.get(sessionId);
    if (known) return known;
    const asked = this.askAndWait(sessionId).finally(() => this.waiting.delete(sessionId));
    this.waiting.set(sessionId, asked);
    return asked;
  }

  private async askAndWait(sessionId: string): Promise<boolean> {
    const answer = await this.redis.get(keys.rebuilt(sessionId));
    if (answer === 'unknown') return false;
    await this.redis.sadd(keys.rebuilds, sessionId);
    for (let waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (await this.redis.exists(keys.session(sessionId))) return true;
      if ((await this.redis.get(keys.rebuilt(sessionId))) === 'unknown') return false;
    }
    return false;
  }
}
