import type { Recovery } from './recovery.js';

/** The recoveries of one kind of fault together; times in ms. */
export interface KindFigures {
  kind: string;
  faults: number;
  /** Until the first acknowledged answer of a player it hit: median and longest of the faults. */
  firstMs?: { median: number; longest: number };
  /** Players with a delayed answer, of all that were hit. */
  disturbed: number;
  players: number;
  /** Until the last delayed answer of a player was acknowledged: median of the faults' medians, and the longest of all. */
  delayedMs?: { median: number; longest: number };
  /** Connections that broke, and the longest that a player was without one. */
  dropped: number;
  offlineMs?: number;
  /** From undoing the fault until everything was healthy; the longest. */
  healthyMs: number;
}

const middle = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
};
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const present = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);

function together(kind: string, recoveries: Recovery[]): KindFigures {
  const first = present(recoveries.map(({ firstMs }) => firstMs));
  const medians = present(recoveries.map(({ medianMs }) => medianMs));
  const worst = present(recoveries.map(({ worstMs }) => worstMs));
  const offline = present(recoveries.map(({ offlineMs }) => offlineMs));
  return {
    kind,
    faults: recoveries.length,
    ...(first.length > 0 && { firstMs: { median: middle(first), longest: Math.max(...first) } }),
    disturbed: sum(recoveries.map(({ disturbed }) => disturbed)),
    players: sum(recoveries.map(({ players }) => players)),
    ...(worst.length > 0 && { delayedMs: { median: middle(medians), longest: Math.max(...worst) } }),
    dropped: sum(recoveries.map(({ dropped }) => dropped)),
    ...(offline.length > 0 && { offlineMs: Math.max(...offline) }),
    healthyMs: Math.max(...recoveries.map(({ healthyMs }) => healthyMs)),
  };
}

/** One row a kind, in alphabetical order. */
export function byKind(recoveries: Recovery[]): KindFigures[] {
  const kinds = [...new Set(recoveries.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) =>
    together(
      kind,
      recoveries.filter((one) => one.kind === kind),
    ),
  );
}
