import { setTimeout as sleep } from 'node:timers/promises';
import { randomBelow, shuffled } from '../../../src/quiz/shuffle.js';
import { now } from '../load/clock.js';
import type { FaultLine } from '../history.js';
import { ENGINE_FAULTS } from './engine-faults.js';
import { ROLE_FAULTS } from './role-faults.js';
import { untilHealthy } from './system-health.js';
import type { Below, FaultKind, Target } from './target.js';

/** Quiet time between two faults, so that the figures of one are not those of the other. */
const QUIET_MS = { least: 3_000, more: 4_000 };

export interface ScheduleOptions {
  seed: number;
  /** No fault begins after this, by `now()`. */
  until: number;
  onFault(line: FaultLine): void;
  onProgress(line: string): void;
}

/** Every kind once in a random order, then every kind again. */
function* deck(seed: number, target: Target): Generator<FaultKind> {
  const kinds = [...ROLE_FAULTS, ...ENGINE_FAULTS].filter(({ possible }) => possible?.(target) ?? true);
  for (let round = 1; ; round++) yield* shuffled(kinds, `faults ${seed} ${round}`);
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1);

async function doOne(number: number, kind: FaultKind, target: Target, below: Below): Promise<FaultLine> {
  const { lastsMs, undo, ...hit } = await kind.harm(target, below);
  await sleep(lastsMs);
  await undo();
  const restoredAt = now();
  await untilHealthy(target);
  return { fault: number, kind: kind.name, ...hit, restoredAt, healthyAt: now() };
}

/**
 * One fault after the other until the time is over; each begins in a healthy system.
 *
 * @throws Error when the system is not healthy again in time after one
 */
export async function schedule(target: Target, options: ScheduleOptions): Promise<void> {
  const below = randomBelow(`schedule ${options.seed}`);
  let number = 0;
  for (const kind of deck(options.seed, target)) {
    await sleep(QUIET_MS.least + below(QUIET_MS.more));
    if (now() > options.until) return;
    const line = await doOne(++number, kind, target, below);
    options.onFault(line);
    options.onProgress(
      `fault ${number}: ${kind.name} (${line.targets.join(', ')}), undone after ${seconds(line.restoredAt - line.at)} s, healthy ${seconds(line.healthyAt - line.restoredAt)} s later`,
    );
  }
}
