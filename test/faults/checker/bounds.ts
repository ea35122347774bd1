import type { Part } from '../history.js';

/** The most that a metric of a process can show. */
export interface Bound {
  /** Name of a metric of `/metrics`; if it has labels, the highest value counts. */
  metric: string;
  most: number;
  /** While a fault of these parts goes on, and for `afterMs` milliseconds after it, the value can be higher. */
  but?: { parts: Part[]; afterMs: number };
  /**
   * The value is an age in seconds. If such a fault fell into that time, the value is too high only if `calmMs` milliseconds of
   * it were free of such faults and of `but.afterMs` after each. It is not judged when Redis' clock has jumped in that time,
   * since the age depends on it.
   */
  calmMs?: number;
}

const MIB = 1024 * 1024;

/**
 * The bounds of every role. A new gauge gets a line here, and nothing else has to change. A metric that a process does not have
 * is skipped.
 */
export const BOUNDS: Bound[] = [
  { metric: 'process_resident_memory_bytes', most: 400 * MIB },
  // A process that was stopped, or that shares its core with an engine that starts, is late with everything.
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
  // No fault makes an event or a record unreadable, or one that MongoDB refuses for good.
  { metric: 'podium_dead_letters_total', most: 0 },
  { metric: 'podium_unreadable_records_total', most: 0 },
];

export const METRICS: ReadonlySet<string> = new Set(BOUNDS.map(({ metric }) => metric));
