import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '../platform/config/environment.js';
import { EventLog } from '../platform/log/event-log.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { Lease } from '../platform/redis/lease.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Script } from '../platform/redis/script.js';
import { Outbox } from './outbox.js';
import { OutboxSweep } from './outbox-sweep.js';
import { ParkedRetry } from './parked-retry.js';
import { SessionLooks } from './session-looks.js';

/** The wait between two rounds. */
const ROUND_MS = 1_000;
/** One round in this many also looks at the sessions themselves, which is not urgent. */
const SESSION_ROUND = 10;
/** How long the lease lasts. The worker that sweeps renews it; when that worker dies, another one takes over. */
const LEASE_MS = 4_000;

/** Seconds since the epoch, by the clock of the node that has the key. */
const time = new Script("return redis.call('TIME')[1]");

// ADR 1: why there is a sweeper. ADR 24: why timers, not `@nestjs/schedule`.
/**
 * Sends what relays left in the outboxes: the events of nodes that died, those of joins and other steps of a session, and
 * those from times when Kafka was away. One worker does it at a time; if two did it, events would be sent twice and count once.
 */
@Injectable()
export class OutboxSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxSweeper.name);
  private readonly sweeping: OutboxSweep;
  private readonly parked: ParkedRetry;
  private readonly lease: Lease;
  private running?: Promise<void>;
  private looking?: Promise<void>;
  private closing = false;
  private failing = false;
  private rounds = 0;
  private wake = () => undefined as void;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    outbox: Outbox,
    log: EventLog,
    private readonly sessions: SessionLooks,
    env: Environment,
  ) {
    this.lease = new Lease(redis, keys.sweeper, `${env.NODE_NAME}:${process.pid}`, LEASE_MS);
    this.sweeping = new OutboxSweep(outbox, log);
    this.parked = new ParkedRetry(outbox, log);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    this.wake();
    await this.running;
    await this.looking;
  }

  /** Never rejects: only a shutdown waits for it. */
  private async run(): Promise<void> {
    while (!this.closing) {
      const more = await this.round();
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, more ? 0 : ROUND_MS);
      });
    }
  }

  /** @returns whether there is more to send at once */
  private async round(): Promise<boolean> {
    try {
      const more = (await this.lease.take()) && (await this.sweep());
      if (this.failing) this.logger.log('sweeping again');
      this.failing = false;
      return more;
    } catch (error) {
      if (!this.failing) this.logger.warn(`events wait in the outboxes: ${(error as Error).message}`);
      this.failing = true;
      return false;
    }
  }

  private async sweep(): Promise<boolean> {
    // Both are on one node of Redis, so it does not matter when another node is away.
    const [seconds, sessions] = await Promise.all([
      time.run(this.redis, [keys.activeSessions], []),
      this.redis.zrange(keys.activeSessions, '0', '-1'),
    ]);
    const now = Number(seconds) * 1_000;
    const more = await this.sweeping.sweep(sessions, now, async () => !this.closing && this.lease.take());
    if (this.rounds++ % SESSION_ROUND === 0) this.look(sessions, now);
    await this.parked.runWhenDue(sessions);
    return more;
  }

  /** Runs beside the sweeping, which it must not delay. */
  private look(sessionIds: string[], now: number): void {
    this.looking ??= this.sessions
      .look(sessionIds, now)
      .catch((error: Error) => this.logger.warn(`sessions stay as they are: ${error.message}`))
      .finally(() => (this.looking = undefined));
  }
}
