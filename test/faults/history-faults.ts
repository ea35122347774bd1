/**
 * What a fault can take away or disturb. `clients`: their lines to the load balancer; `keys`: sessions in Redis;
 * `kafka limits`: how large a batch may be.
 */
export const PARTS = [
  'redis',
  'redis clock',
  'keys',
  'kafka',
  'kafka limits',
  'mongo',
  'ws',
  'api',
  'worker',
  'haproxy',
  'role clock',
  'clients',
] as const;
export type Part = (typeof PARTS)[number];

/** A line of `metrics.jsonl`: what a process said of itself. */
export interface MetricsLine {
  at: number;
  /** Its name, and the run of it. */
  process: string;
  pid: number;
  /** By name of the metric; of one with labels the highest value. */
  values: Record<string, number>;
}

/** A line of `faults.jsonl`, written once the fault is over. Faults overlap. */
export interface FaultLine {
  /** From 1, in the order they began. */
  fault: number;
  /** Kind of process and of harm, such as `redis primary killed`. */
  kind: string;
  parts: Part[];
  /** Names of the processes, and of whatever else was chosen at random. */
  targets: string[];
  /**
   * When it was done, when it was undone, and when what it had hit was healthy again; as in the history. With other
   * faults still going on, the last of them is when those let it be seen.
   */
  at: number;
  restoredAt: number;
  healthyAt: number;
  /** The ws nodes (by name) or sessions (by id) that it hit; everybody when neither is there. */
  nodes?: string[];
  sessions?: string[];
  /** The partition of the topic of answers, when the fault hits only that one. */
  partition?: number;
}
