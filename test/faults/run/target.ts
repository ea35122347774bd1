import type { ClusterEngines } from '../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../dev/engines/index.js';
import type { System } from '../../../dev/system.js';
import { now } from '../load/clock.js';
import type { WallClock } from './wall-clock.js';

/** Everything a fault may hit. */
export interface Target {
  engines: ClusterEngines;
  system: System;
  /** Of the last ws node; undefined where it can't be moved. */
  clock?: WallClock;
  /** Ids of the sessions that are being played. */
  sessions(): string[];
}

/** A fault that has been done. */
export interface Harm {
  /** When it was done, by the clock of the history. */
  at: number;
  targets: string[];
  /** Whom it hits; everybody when neither is there. */
  nodes?: string[];
  sessions?: string[];
  /** How long it lasts before it is undone, in ms. */
  lastsMs: number;
  /** Undoes it: resolves when every process is there again, not yet when the system is healthy. */
  undo(): Promise<void>;
}

/** Whole numbers below a bound, the same for the same seed. */
export type Below = (bound: number) => number;

/** A kind of fault, by the name it has in the report. */
export interface FaultKind {
  name: string;
  /** Whether it is possible here and now. */
  possible?(target: Target): boolean;
  harm(target: Target, below: Below): Promise<Harm>;
}

export const oneOf = <Item>(items: Item[], below: Below): Item => items[below(items.length)]!;

const PAUSE_MS = { least: 5_000, more: 10_000 };
const DOWN_MS = { least: 5_000, more: 4_000 };

type Hit = Pick<Harm, 'nodes' | 'sessions'>;

/** SIGKILL, and started again after a while. */
export async function kill(engines: Engine[], below: Below, hit: Hit = {}): Promise<Harm> {
  const at = now();
  await Promise.all(engines.map((engine) => engine.kill('SIGKILL')));
  return {
    ...hit,
    at,
    targets: engines.map(({ name }) => name),
    lastsMs: DOWN_MS.least + below(DOWN_MS.more),
    undo: async () => void (await Promise.all(engines.map((engine) => engine.restart()))),
  };
}

/** SIGSTOP: its connections stay open, and nothing answers. */
export async function pause(engine: Engine, below: Below, hit: Hit = {}): Promise<Harm> {
  const at = now();
  await engine.pause();
  return {
    ...hit,
    at,
    targets: [engine.name],
    lastsMs: PAUSE_MS.least + below(PAUSE_MS.more),
    undo: () => engine.resume(),
  };
}
