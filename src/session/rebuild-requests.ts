import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Channels } from '../platform/redis/channels.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from './state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';

/** How long one request waits for a worker. */
const WAIT_MS = 5_000;
/** Requests are repeated this often, since those that a worker had taken are lost when it dies. */
const AGAIN_MS = 1_000;
/** Sessions that one process waits for at a time. A request for one more gets `later` at once. */
const MOST_WAITING = 1_000;
/** Requests of all processes that may wait for the workers; above that a request gets `later`. */
const MOST_ASKED = 10_000;

/**
 * The outcome for a session that Redis did not have: it is `there` again; MongoDB does not know it either (`unknown`); or the
 * outcome is not known yet (`later`), because no worker has finished in time.
 */
export type Rebuilt = 'there' | 'unknown' | 'later';

const waitingSessions = new Gauge({
  name: 'podium_rebuilds_awaited_sessions',
  help: 'Lost sessions that this process waits for',
});
waitingSessions.set(0);

/** The callers in this process that wait for one session. */
interface Waiter {
  promise: Promise<Rebuilt>;
  resolve(outcome: Rebuilt): void;
}

/**
 * Asks the workers, which have MongoDB, to rebuild a session that Redis has lost as a whole or in part. The processes that serve
 * sockets and REST don't need MongoDB for it.
 */
@Injectable()
export class RebuildRequests implements OnApplicationShutdown {
  private readonly logger = new Logger(RebuildRequests.name);
  private readonly waiting = new Map<string, Waiter>();
  private listening?: Promise<void>;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly channels: Channels,
  ) {}

  /**
   * Must be called only for an id that certainly belongs to a session (a token, a PIN or the tag in the id proves it), since each
   * request costs a look-up in MongoDB. Never rejects.
   */
  ask(sessionId: string): Promise<Rebuilt> {
    const known = this.waiting.get(sessionId);
    if (known) return known.promise;
    if (this.waiting.size >= MOST_WAITING) return Promise.resolve('later');
    let resolve!: Waiter['resolve'];
    const promise = new Promise<Rebuilt>((settle) => (resolve = settle));
    this.waiting.set(sessionId, { promise, resolve });
    waitingSessions.set(this.waiting.size);
    void this.follow(sessionId, promise, resolve);
    return promise;
  }

  onApplicationShutdown(): void {
    for (const { resolve } of this.waiting.values()) resolve('later');
  }

  private async follow(sessionId: string, outcome: Promise<Rebuilt>, settle: Waiter['resolve']) {
    const repeat = setInterval(() => void this.request(sessionId, settle), AGAIN_MS);
    const giveUp = setTimeout(() => settle('later'), WAIT_MS);
    try {
      await this.listen().catch(() => undefined);
      void this.request(sessionId, settle);
      await outcome;
    } finally {
      clearInterval(repeat);
      clearTimeout(giveUp);
      this.waiting.delete(sessionId);
      waitingSessions.set(this.waiting.size);
    }
  }

  private async request(sessionId: string, settle: Waiter['resolve']): Promise<void> {
    try {
      if (await this.redis.exists(keys.unknown(sessionId))) return settle('unknown');
      if ((await this.redis.zcard(keys.rebuilds)) >= MOST_ASKED) return settle('later');
      await this.redis.zadd(keys.rebuilds, 'NX', Date.now(), sessionId);
      await this.redis.spublish(keys.rebuildsChannel, sessionId);
    } catch (error) {
      this.logger.warn(`a lost session can't be asked for: ${(error as Error).message}`);
      settle('later');
    }
  }

  private async listen(): Promise<void> {
    this.listening ??= this.channels.listen(keys.rebuiltChannel, (message) => this.hear(message));
    try {
      await this.listening;
    } catch (error) {
      this.listening = undefined;
      throw error;
    }
  }

  private hear(message: string): void {
    const [outcome, sessionId = ''] = message.split(' ');
    this.waiting.get(sessionId)?.resolve(outcome as Rebuilt);
  }
}
