import type { ClusterEngines } from '../../../../dev/engines/cluster/index.js';
import type { Engine } from '../../../../dev/engines/index.js';
import type { Proxy } from '../../../../dev/engines/proxy/index.js';
import type { System } from '../../../../dev/system.js';
import type { Part } from '../../history.js';
import { now } from '../../load/clock.js';
import type { Keeper } from '../keeper.js';
import type { WallClocks } from '../wall-clock.js';

/** Everything that a fault can hit. */
export interface Target {
  engines: ClusterEngines;
  system: System;
  keeper: Keeper;
  /** The proxy that has a listener in front of the load balancer. */
  front: Proxy;
  /** The clocks of Redis' nodes and of the roles, by name; undefined where they cannot be moved. */
  clocks?: WallClocks;
  /** Ids of the sessions that are being played. */
  sessions(): string[];
  /** Ids of sessions that have ended, the latest first. */
  ended(): string[];
}

/** A fault that has been done. */
export interface Harm {
  /** When it was done, by the clock of the history. */
  at: number;
  targets: string[];
  /** The ws nodes or sessions that it hits; without either, it hits everybody. */
  nodes?: string[];
  sessions?: string[];
  /** The parts that it hits, if these are fewer than its kind names. */
  parts?: Part[];
  /** The partition of the topic of answers, when the fault hits only one. */
  partition?: number;
  /** How long it lasts before it is undone, in ms. */
  lastsMs: number;
  /** Undoes it: resolves when every process runs again, which is before the system is healthy. */
  undo(): Promise<void>;
}

/** Whole numbers below a bound; the same seed gives the same numbers. */
export type Below = (bound: number) => number;

/** The parts that can be taken away. Two faults must not take the same part at a time: the last copy could be lost. */
export type Taken = Extract<Part, 'redis' | 'kafka' | 'mongo' | 'ws' | 'api' | 'worker' | 'haproxy'>;

/** A kind of fault, with its name in the report. */
export interface FaultKind {
  name: string;
  /** The parts that it takes away while it lasts, and until they are healthy again. */
  takes: Taken[];
  /** The parts that it only disturbs. Other kinds of faults can go on at the same time. */
  disturbs?: Part[];
  /** Whether it is over in a moment, so that screens can be compared right after it. */
  quick?: boolean;
  /** Whether it is possible here and now. */
  possible?(target: Target): boolean;
  /** Does the fault; undefined when it has nothing to hit at the moment. */
  harm(target: Target, below: Below): Promise<Harm | undefined>;
}

export const oneOf = <Item>(items: Item[], below: Below): Item => items[below(items.length)]!;

export function shuffledBy<Item>(items: Item[], below: Below): Item[] {
  const left = [...items];
  return items.map(() => left.splice(below(left.length), 1)[0]!);
}

/** Some of the items, at least one, in a random order. */
export const someOf = <Item>(items: Item[], below: Below, most = items.length): Item[] =>
  shuffledBy(items, below).slice(0, 1 + below(Math.min(most, items.length)));

const PAUSE_MS = { least: 5_000, more: 10_000 };
const DOWN_MS = { least: 5_000, more: 4_000 };

type Hit = Pick<Harm, 'nodes' | 'sessions'>;

/** Sends SIGKILL, and starts the processes again after a while. */
export async function kill(
  { keeper }: Pick<Target, 'keeper'>,
  engines: Engine[],
  below: Below,
  hit: Hit = {},
): Promise<Harm> {
  const at = now();
  await Promise.all(engines.map((engine) => engine.kill('SIGKILL')));
  return {
    ...hit,
    at,
    targets: engines.map(({ name }) => name),
    lastsMs: DOWN_MS.least + below(DOWN_MS.more),
    undo: async () => void (await Promise.all(engines.map((engine) => keeper.restart(engine)))),
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

/** The `undo` of a fault that is over as soon as it is done. */
export const undone = (): Promise<void> => Promise.resolve();
