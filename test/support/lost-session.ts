import { Redis } from 'ioredis';
import { until } from './until.js';

const prefix = (sessionId: string) => `podium:{${sessionId}}:`;

/** What of a session is in Redis, and ways to lose it. Names of keys are those that every version has had. */
export class LostSession {
  readonly redis: Redis;

  constructor(redisUrl: string) {
    this.redis = new Redis(redisUrl);
  }

  key(sessionId: string, name: string): string {
    return `${prefix(sessionId)}${name}`;
  }

  /** Waits until nothing of the session waits for Kafka: what only the outbox has is nowhere else. */
  async swept(sessionId: string): Promise<void> {
    await until(async () => (await this.redis.xlen(this.key(sessionId, 'outbox'))) === 0, {
      what: 'empty outbox',
      withinMs: 20_000,
    });
  }

  /** Takes every key of the session away. */
  async drop(sessionId: string): Promise<void> {
    const all = await this.redis.keys(`${prefix(sessionId)}*`);
    await this.redis.del(...all);
  }

  /** Takes away what a failover would: everything is as it was when `remember` was called. */
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
