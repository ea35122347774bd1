import { Redis } from 'ioredis';
import { Environment } from '../src/platform/config/environment.js';
import { Durability } from '../src/platform/redis/durability.js';
import { join, openQuestion } from '../src/session/state/scripts.js';
import type { BenchSession } from './session.js';

/** Calls sent to Redis before their replies are awaited. */
const AT_ONCE = 1_000;

/** Runs the scripts of REST and sockets directly on Redis, many at a time: this preparation is not what is measured. */
export class Fill {
  private constructor(private readonly redis: Redis) {}

  static async with(environment: Record<string, string>, work: (fill: Fill) => Promise<void>): Promise<void> {
    const redis = new Redis(environment['REDIS_URL']!);
    try {
      await work(new Fill(redis));
    } finally {
      redis.disconnect();
    }
  }

  /** Seats `count` more players, who never connect. */
  seat({ sessionId }: BenchSession, count: number): Promise<void> {
    const durability = new Durability(this.redis, new Environment());
    return this.all(count, (place) => {
      const name = `seated-${place}`;
      return join(durability, sessionId, { playerId: name, nickname: name, folded: name }, 1_000_000);
    });
  }

  /** Self-paced: every player opens every question. */
  open({ sessionId, playerIds, questionIds }: BenchSession): Promise<void> {
    return this.all(playerIds.length * questionIds.length, (place) =>
      openQuestion(
        this.redis,
        sessionId,
        playerIds[place % playerIds.length]!,
        questionIds[Math.floor(place / playerIds.length)]!,
      ),
    );
  }

  private async all(count: number, call: (place: number) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < count; start += AT_ONCE) {
      const some = Math.min(AT_ONCE, count - start);
      await Promise.all(Array.from({ length: some }, (_, place) => call(start + place)));
    }
  }
}
