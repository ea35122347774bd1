import { Redis } from 'ioredis';
import { until } from './until.js';

const prefix = (sessionId: string) => `podium:{${sessionId}}:`;

/** The keys of a session in Redis, and ways to lose them. The names of the keys are the same in every version. */
export class LostSession {
  readonly redis: Redis;

  constructor(redisUrl: string) {
    this.redis = new Redis(redisUrl);
  }

  key(sessionId: string, name: string): string {
    return `${prefix(sessionId)}${name}`;
  }

  /** Waits until the outbox of the session is empty, since its events are nowhere else. */
  async swept(sessionId: string): Promise<void> {
    await until(async () => (await this.redis.xlen(this.key(sessionId, 'outbox'))) === 0, {
      what: 'empty outbox',
      withinMs: 20_000,
    });
  }

  /** Deletes every key of the session. */
  async drop(sessionId: string): Promise<void> {
    const all = await this.redis.keys(`${prefix(sessionId)}*`);
    await this.redis.del(...all);
  }

  /** Remembers the keys. @returns a function that brings them back as they were, which loses as much as a failover */
  async remember(sessionId: string): Promise<() => Promise<void>> {
    const names = await this.redis.keys(`${prefix(sessionId)}*`);
    const dumps = await Promise.all(names.map((name) => this.redis.dumpBuffer(name)));
    return async () => {
      await this.drop(sessionId);
      await Promise.all(
        names.map((name, place) => this.redis.restore(name, 0, dumps[place] as unknown as string, 'REPLACE')),
      );
    };
  }

  close(): void {
    this.redis.disconnect();
  }
}
