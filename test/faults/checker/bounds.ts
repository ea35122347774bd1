import type { Part } from '../history.js';

/** What a process may say of itself at most. */
export interface Bound {
  /** Name of a metric of `/metrics`; of one with labels the highest value counts. */
  metric: string;
  most: number;
  /** While a fault of these parts goes on, and for so many milliseconds after it, it may be more. */
  but?: { parts: Part[]; afterMs: number };
  /**
   * The value is an age in seconds: it is too much also when so many milliseconds of it were free of such faults and of
   * `but.afterMs` after each. Not when a clock has jumped, by which it is reckoned.
   */
  calmMs?: number;
}

const MIB = 1024 * 1024;

/**
 * The bounds of every role. A new gauge gets a line here: nothing else has to know of it. What a process does not have is
 * not looked at.
 */
export const BOUNDS: Bound[] = [
  { metric: 'process_resident_memory_bytes', most: 400 * MIB },
  // One that was stopped, or shares its core with an engine that starts, is late with everything.
  {
    metric: 'nodejs_eventloop_lag_p99_seconds',
    most: 2,
    but: { parts: ['ws', 'api', 'worker', 'role clock'], afterMs: 10_000 },
  },
  {
    metric: 'podium_outbox_fullest_entries',
    most: 5_000,
    but: { parts: ['redis', 'redis clock', 'kafka', 'worker'], afterMs: 30_000 },
  },
  {
    metric: 'podium_outbox_age_seconds',
    most: 30,
    but: { parts: ['redis', 'redis clock', 'kafka', 'worker', 'ws'], afterMs: 10_000 },
    calmMs: 40_000,
  },
  // Nothing that a fault does makes an event or a record unreadable, or one that MongoDB refuses for good.
  { metric: 'podium_dead_letters_total', most: 0 },
  { metric: 'podium_unreadable_records_total', most: 0 },
];

export const METRICS: ReadonlySet<string> = new Set(BOUNDS.map(({ metric }) => metric));
