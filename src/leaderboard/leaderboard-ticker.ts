import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { LeaderboardBroadcaster } from './leaderboard-broadcaster.js';
import { LeaderboardStore } from './leaderboard.store.js';

/** After a failed tick (Redis away) the next try waits this long. */
const RETRY_MS = 1_000;

const ticks = new Counter({
  name: 'podium_leaderboard_ticks_total',
  help: 'Ticks of this node: `sent` won the window and sent a snapshot, `unchanged` had nothing to send, `wait` came too early, `lost` found no session',
  labelNames: ['outcome'],
});
for (const outcome of ['sent', 'unchanged', 'wait', 'lost', 'failed']) ticks.inc({ outcome }, 0);
const lag = new Histogram({
  name: 'podium_leaderboard_lag_seconds',
  help: 'From a change that this node made to the tick after which its snapshot was published',
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2, 5],
});

/** A session between a change and the tick that sends it. */
interface Pending {
  /** The board changed again while a tick was under way; that tick can have read it before the change. */
  again: boolean;
  /** By `performance.now()`. */
  changedAt: number;
  timer?: NodeJS.Timeout;
}

// ADR 3: why there are ticks. ADR 24: why timers, not `@nestjs/schedule`.
/**
 * Sends each change of a board to its players. Any number of nodes can tick one session: the script grants the window to the
 * first and returns to the others when they can ask again, so the last change is always sent. Nodes with sockets of a session
 * touch it regularly, in case the node that made the last change died before its tick.
 */
@Injectable()
export class LeaderboardTicker implements OnApplicationShutdown {
  private readonly logger = new Logger(LeaderboardTicker.name);
  private readonly pending = new Map<string, Pending>();
  private stopped = false;

  constructor(
    private readonly boards: LeaderboardStore,
    private readonly broadcaster: LeaderboardBroadcaster,
  ) {}

  /** The session's board has changed, or can have changed. */
  touch(sessionId: string): void {
    const pending = this.pending.get(sessionId);
    if (pending) {
      pending.again = true;
      return;
    }
    const fresh: Pending = { again: false, changedAt: performance.now() };
    this.pending.set(sessionId, fresh);
    void this.tick(sessionId, fresh);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const { timer } of this.pending.values()) clearTimeout(timer);
  }

  private async tick(sessionId: string, pending: Pending): Promise<void> {
    pending.again = false;
    try {
      const outcome = await this.boards.tick(sessionId, this.broadcaster.sentVersion(sessionId));
      ticks.inc({ outcome: outcome.kind });
      if (outcome.kind === 'sent') lag.observe((performance.now() - pending.changedAt) / 1_000);
      if (outcome.kind !== 'lost') this.broadcaster.expect(sessionId, outcome.version);
      if (outcome.kind === 'wait') this.later(sessionId, pending, outcome.waitMs + 1);
      else if (pending.again) {
        pending.changedAt = performance.now();
        void this.tick(sessionId, pending);
      } else this.pending.delete(sessionId);
    } catch (error) {
      ticks.inc({ outcome: 'failed' });
      this.logger.warn(`no tick for session ${sessionId}: ${(error as Error).message}`);
      this.later(sessionId, pending, RETRY_MS);
    }
  }

  private later(sessionId: string, pending: Pending, ms: number): void {
    if (this.stopped) return;
    pending.timer = setTimeout(() => void this.tick(sessionId, pending), ms);
  }
}
