import { cpus, totalmem } from 'node:os';
import { isViolation } from '../checker/findings.js';
import { renderVerdict } from '../checker/render-verdict.js';
import type { FaultRun, FaultRunOptions } from './fault-run.js';
import { byKind, type KindFigures } from './kinds.js';

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

const spread = (figures?: { median: number; longest: number }) =>
  figures ? `${seconds(figures.median)} / ${seconds(figures.longest)}` : '-';

function row(figures: KindFigures): string {
  const { kind, faults, firstMs, disturbed, players, delayedMs, dropped, offlineMs, healthyMs } = figures;
  return [
    kind.padEnd(33),
    String(faults).padStart(6),
    spread(firstMs).padStart(17),
    `${disturbed} of ${players}`.padStart(14),
    spread(delayedMs).padStart(17),
    (dropped > 0 ? `${dropped}, ${seconds(offlineMs!)}` : '-').padStart(13),
    seconds(healthyMs).padStart(9),
  ].join(' ');
}

const HEAD = [
  'fault'.padEnd(33),
  'faults'.padStart(6),
  'first answer'.padStart(17),
  'delayed'.padStart(14),
  'last delayed'.padStart(17),
  'dropped'.padStart(13),
  'healthy'.padStart(9),
].join(' ');

/**
 * The report for people. Times count from the fault, as median and longest. `dropped` are connections that broke and the
 * longest time that a player was without one; `healthy` counts from undoing the fault.
 */
export function renderRun(run: FaultRun): string {
  return [
    HEAD,
    ...byKind(run.recoveries).map(row),
    '',
    `${run.faults.length} faults; everything was in MongoDB ${seconds(run.settledMs)} after the last session`,
    // Allowed findings fill pages, so only a few of them are shown.
    renderVerdict(run.verdict, run.verdict.ok ? 3 : 50),
    ...firstOfEach(run).map(([kind, ms]) => `first ${kind} after ${seconds(ms)}`),
    ...run.restarted.map(({ process, code }) => `${process} ended with code ${code} and was started again`),
    ...run.failures.map((failure) => `failed: ${failure}`),
    ...(isGood(run) ? [] : ['', 'This run failed.']),
  ].join('\n');
}

/** Each kind of violation with the time from the beginning to its first occurrence, where that is known. */
export function firstOfEach({ startedAt, verdict }: FaultRun): [kind: string, ms: number][] {
  const first = new Map<string, number>();
  for (const { kind, at } of verdict.findings.filter(isViolation)) {
    if (at !== undefined) first.set(kind, Math.min(first.get(kind) ?? Infinity, at - startedAt));
  }
  return [...first].toSorted(([, a], [, b]) => a - b);
}

export const isGood = ({ failures, verdict }: FaultRun): boolean => failures.length === 0 && verdict.ok;

/** The committed result of a run: enough to repeat it and to see what came of it. */
export function resultOf(options: FaultRunOptions, run: FaultRun): object {
  const { minutes, seed, durability, answersPerSecond } = options;
  const { faults, recoveries, verdict, load, settledMs, failures } = run;
  return {
    run: { minutes, seed, durability, answersPerSecond, overlapping: true, at: new Date().toISOString() },
    machine: { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    good: isGood(run),
    totals: { faults: faults.length, ...verdict.totals },
    found: verdict.counts,
    restarted: run.restarted,
    failures,
    settledMs,
    kinds: byKind(recoveries),
    load,
    faults: faults.map(({ fault, kind, targets, at, restoredAt, healthyAt }) => ({
      fault,
      kind,
      targets,
      atMs: Math.round(at - faults[0]!.at),
      lastedMs: Math.round(restoredAt - at),
      healthyMs: Math.round(healthyAt - restoredAt),
    })),
    recoveries: recoveries.map(({ kind: _kind, healthyMs: _healthyMs, ...rest }) => rest),
  };
}
