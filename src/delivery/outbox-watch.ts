import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Environment } from '../platform/config/environment.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { redisNow } from '../platform/redis/redis-now.js';
import { Outbox } from './outbox.js';
import { settledWithin } from './settled.js';

const LOOK_MS = 2_000;
/** One look in this many also counts parked events: there are hardly ever any. */
const PARKED_LOOK = 10;
const PATIENCE_MS = 3_000;
/** An outbox this full is worth a warning: at its limit answers get `busy`. */
const WARN_SHARE = 0.5;

const entries = new Gauge({
  name: 'podium_outbox_entries',
  help: 'Events of all sessions that wait for Kafka',
});
const fullest = new Gauge({
  name: 'podium_outbox_fullest_entries',
  help: 'Events that wait for Kafka in the fullest outbox of a session; at OUTBOX_LIMIT its answers get busy',
});
const age = new Gauge({
  name: 'podium_outbox_age_seconds',
  help: 'Age of the oldest event that waits for Kafka; 0 when none does',
});

const parked = new Gauge({
  name: 'podium_outbox_parked_entries',
  help: 'Events of all sessions that Kafka refused for good: acknowledged, but missing in MongoDB',
});

// ADR 24: why timers, not `@nestjs/schedule`.
/** Measures how far the outboxes have grown, and warns long before one is full. */
@Injectable()
export class OutboxWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OutboxWatch.name);
  private readonly warned = new Set<string>();
  private timer?: NodeJS.Timeout;
  private looking = false;
  private looks = 0;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly outbox: Outbox,
    private readonly env: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.lookOnce(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never rejects; one look at a time. */
  private async lookOnce(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.look();
    } catch (error) {
      this.logger.debug(`outboxes not seen: ${(error as Error).message}`);
    } finally {
      this.looking = false;
    }
  }

  /** A session whose shard of Redis does not answer is left out. */
  private async look(): Promise<void> {
    const sessions = await this.redis.zrange(keys.activeSessions, '0', '-1');
    const lengths = await this.ask(sessions, (sessionId) => this.outbox.length(sessionId));
    entries.set(sum(lengths));
    fullest.set(lengths.reduce<number>((most, length = 0) => Math.max(most, length), 0));
    age.set(await this.oldestAge(sessions.filter((_, place) => lengths[place])));
    sessions.forEach((sessionId, place) => this.warn(sessionId, lengths[place]));
    for (const sessionId of this.warned) if (!sessions.includes(sessionId)) this.warned.delete(sessionId);
    if (this.looks++ % PARKED_LOOK > 0) return;
    parked.set(sum(await this.ask(sessions, (sessionId) => this.outbox.parkedLength(sessionId))));
  }

  private ask<Answer>(sessions: string[], question: (sessionId: string) => Promise<Answer>) {
    return settledWithin(sessions.map(question), PATIENCE_MS);
  }

  /** In seconds, by one clock: that of Redis. */
  private async oldestAge(sessions: string[]): Promise<number> {
    if (sessions.length === 0) return 0;
    const now = await redisNow(this.redis);
    const times = await this.ask(sessions, (sessionId) => this.outbox.oldestAt(sessionId));
    return times.reduce<number>((most, at) => Math.max(most, at ? (now - at) / 1_000 : 0), 0);
  }

  private warn(sessionId: string, length: number | undefined): void {
    const { OUTBOX_LIMIT } = this.env;
    if (length === undefined) return;
    if (length < OUTBOX_LIMIT * WARN_SHARE) {
      if (this.warned.delete(sessionId))
        this.logger.log(`the outbox of session ${sessionId} is down to ${length}`);
    } else if (!this.warned.has(sessionId)) {
      this.warned.add(sessionId);
      this.logger.warn(
        `the outbox of session ${sessionId} holds ${length} events; at ${OUTBOX_LIMIT} its answers get busy. Does Kafka take events?`,
      );
    }
  }
}

const sum = (numbers: (number | undefined)[]): number =>
  numbers.reduce<number>((total, number = 0) => total + number, 0);
