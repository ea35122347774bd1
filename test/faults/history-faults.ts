/**
 * The parts that a fault can take away or disturb. `clients`: their connections to the load balancer; `keys`: sessions in
 * Redis; `kafka limits`: the largest size of a batch.
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

/** A line of `metrics.jsonl`: the metrics of a process. */
export interface MetricsLine {
  at: number;
  /** Its name; `pid` distinguishes its runs. */
  process: string;
  pid: number;
  /** By name of the metric; if it has labels, the highest value. */
  values: Record<string, number>;
}

/** A line of `faults.jsonl`, written once the fault is over. Faults overlap. */
export interface FaultLine {
  /** From 1, in the order they began. */
  fault: number;
  /** Kind of process and of harm, such as `redis primary killed`. */
  kind: string;
  parts: Part[];
  /** Names of the processes, and of everything else that was chosen at random. */
  targets: string[];
  /**
   * The times when it was done, when it was undone, and when everything that it had hit was healthy again, by the clock of the
   * history. If other faults go on, the last time is the one when they no longer hide that.
   */
  at: number;
  restoredAt: number;
  healthyAt: number;
  /** The ws nodes (by name) or sessions (by id) that it hit; without either, it hit everybody. */
  nodes?: string[];
  sessions?: string[];
  /** The partition of the topic of answers, when the fault hits only that one. */
  partition?: number;
}
