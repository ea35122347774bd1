import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '../platform/config/environment.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { EventLog } from './event-log.js';
import { takeLease } from './lease.js';
import { Outbox } from './outbox.js';
import { SessionRetirement } from './session-retirement.js';

/** Between two rounds. */
const ROUND_MS = 1_000;
/** Entries younger than this belong to the node that wrote them. */
const GRACE_MS = 2_000;
/** Entries of one request. */
const BATCH = 1_000;
/** After an outage there is much to send: at most 20,000 a second, so that new answers find room beside it. */
const PAUSE_MS = 50;
/** Requests for one session before the next one gets its turn. */
const TURNS = 10;
/** Ended sessions are looked for in one round of so many: nobody waits for their end. */
const RETIRING_ROUND = 10;
/** The worker that sweeps renews this; when it dies another takes over. */
const LEASE_MS = 4_000;

/**
 * Sends what relays left in the outboxes: the events of nodes that died, of joins, and of times when Kafka was away.
 * One worker of all does it at a time; should two do it, events are sent twice and count once.
 */
@Injectable()
export class OutboxSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxSweeper.name);
  private running?: Promise<void>;
  private closing = false;
  private failing = false;
  /** The last round left some: the next one begins at once. */
  private behind = false;
  private sweeps = 0;
  private wake = () => undefined as void;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly outbox: Outbox,
    private readonly log: EventLog,
    private readonly retirement: SessionRetirement,
    private readonly env: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.rounds();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    this.wake();
    await this.running;
  }

  private async rounds(): Promise<void> {
    while (!this.closing) {
      try {
        if (await this.lease()) await this.sweep();
        if (this.failing) this.logger.log('sweeping again');
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.warn(`events wait in the outboxes: ${(error as Error).message}`);
        this.failing = true;
        this.behind = false;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, this.behind ? 0 : ROUND_MS);
      });
    }
  }

  /** Whether this worker is the one that sweeps. */
  private lease(): Promise<boolean> {
    const me = `${this.env.NODE_NAME}:${process.pid}`;
    return takeLease(this.redis, keys.sweeper, me, LEASE_MS);
  }

  private async sweep(): Promise<void> {
    const [[seconds], sessions] = await Promise.all([
      this.redis.time(),
      this.redis.zrange(keys.activeSessions, '0', '-1'),
    ]);
    const until = Number(seconds) * 1_000 - GRACE_MS;
    const lengths = await Promise.all(sessions.map((sessionId) => this.outbox.length(sessionId)));
    this.behind = false;
    for (const [place, sessionId] of sessions.entries()) {
      if (this.closing) return;
      if (lengths[place]! > 0) await this.drain(sessionId, until);
    }
    if (this.sweeps++ % RETIRING_ROUND === 0) await this.retirement.retireEnded(sessions);
  }

  private async drain(sessionId: string, until: number): Promise<void> {
    for (let turn = 1; turn <= TURNS; turn++) {
      const entries = await this.outbox.readDurable(sessionId, String(until), BATCH);
      if (entries.length === 0) return;
      await this.log.append(entries.map(({ record }) => record));
      await this.outbox.remove(
        sessionId,
        entries.map(({ outboxId }) => outboxId),
      );
      if (this.closing || !(await this.lease())) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.behind = true;
  }
}
