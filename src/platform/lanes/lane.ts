import { type PodiumError, problem } from '../problems/podium-error.js';
import { laneMetrics } from './lane-metrics.js';

export interface LaneOptions {
  /** The value of the label `lane` in metrics. */
  name: string;
  /** Most that run at once. */
  atOnce: number;
  /** Most that run at once for one key. */
  perKey: number;
  /** Most that wait, for all keys and for one. */
  queue: number;
  queuePerKey: number;
  /** Longest wait; after it the work is refused. */
  waitMs: number;
  /**
   * Keeps a place empty for as long again as the work took. This is for work on the event loop itself: half of its time is left
   * to everything else.
   */
  rests?: boolean;
  /** Work that takes longer is waiting for something else, and its place goes to other work meanwhile. */
  longestMs?: number;
}

/** Gives the place in the lane back; a second call does nothing. */
export type Leave = () => void;

interface Waiting {
  key: string;
  enter(): void;
}

/** `Retry-After` of a refusal, in seconds. */
const RETRY_S = 1;

/**
 * A queue for costly work. It bounds how much runs at once, in all and for one key such as an account or an address, so that
 * nobody's work keeps the work of others waiting. Work runs in the order of arrival, except that a key with its full share
 * waits. Each process has its own lanes.
 */
export class Lane {
  private readonly metrics;
  private running = 0;
  private readonly runningOf = new Map<string, number>();
  /** In the order of arrival. A `Set`, since work that has waited too long is removed from its middle. */
  private readonly waiting = new Set<Waiting>();
  private readonly waitingOf = new Map<string, number>();

  constructor(private readonly options: LaneOptions) {
    this.metrics = laneMetrics(options.name);
  }

  /** @throws PodiumError 503 `BUSY` when too much waits, or when this has waited too long; and what `work` throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const leave = await this.enter(key);
    const { rests, longestMs } = this.options;
    const startedAt = performance.now();
    const tooLong = longestMs === undefined ? undefined : setTimeout(leave, longestMs).unref();
    try {
      return await work();
    } finally {
      clearTimeout(tooLong);
      if (rests) setTimeout(leave, performance.now() - startedAt).unref();
      else leave();
    }
  }

  /** Takes a place for work that ends elsewhere. @throws PodiumError 503 `BUSY` as `run` */
  async enter(key: string): Promise<Leave> {
    if (!this.hasRoom(key)) await this.turn(key);
    // A place after a wait was counted when it was given.
    else this.start(key);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.end(key);
    };
  }

  private hasRoom(key: string): boolean {
    const { atOnce, perKey } = this.options;
    return this.running < atOnce && (this.runningOf.get(key) ?? 0) < perKey;
  }

  private turn(key: string): Promise<void> {
    const { queue, queuePerKey, waitMs } = this.options;
    if (this.waiting.size >= queue || (this.waitingOf.get(key) ?? 0) >= queuePerKey) throw this.refusal();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        key,
        enter: () => {
          clearTimeout(tooLong);
          resolve();
        },
      };
      const tooLong = setTimeout(() => {
        this.forget(waiting);
        reject(this.refusal());
      }, waitMs);
      this.waiting.add(waiting);
      count(this.waitingOf, key, 1);
      this.metrics.waiting.inc();
    });
  }

  private forget(waiting: Waiting): void {
    this.waiting.delete(waiting);
    count(this.waitingOf, waiting.key, -1);
    this.metrics.waiting.dec();
  }

  private start(key: string): void {
    this.running += 1;
    count(this.runningOf, key, 1);
    this.metrics.running.inc();
  }

  private end(key: string): void {
    this.running -= 1;
    count(this.runningOf, key, -1);
    this.metrics.running.dec();
    for (const next of this.waiting) {
      if (!this.hasRoom(next.key)) continue;
      this.forget(next);
      this.start(next.key);
      next.enter();
      return;
    }
  }

  private refusal(): PodiumError {
    this.metrics.refused.inc();
    return problem('BUSY', {
      detail: 'The server has too much of this to do right now; try again shortly.',
      retryAfter: RETRY_S,
    });
  }
}

/** Keys with a count of 0 are not kept. */
function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
