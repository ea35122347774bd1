import type { FaultLine, MetricsLine } from '../history.js';
import { type Bound, BOUNDS } from './bounds.js';
import { isDisturbed, undisturbedMs } from './during.js';
import type { GameEvidence } from './evidence.js';
import type { Finding } from './findings.js';

/** `bound`: a metric of a process was above its bound. There is one finding for each process, run of it and metric: the worst. */
export function checkBounds(
  { metrics, faults }: Pick<GameEvidence, 'metrics' | 'faults'>,
  bounds = BOUNDS,
): Finding[] {
  const worst = new Map<string, { line: MetricsLine; bound: Bound; value: number }>();
  for (const line of metrics) {
    for (const bound of bounds) {
      const value = line.values[bound.metric];
      if (value === undefined || !(value > bound.most)) continue;
      if (isExcused(line, value, bound, faults)) continue;
      const key = `${line.process} ${line.pid} ${bound.metric}`;
      if (value > (worst.get(key)?.value ?? -Infinity)) worst.set(key, { line, bound, value });
    }
  }
  return [...worst.values()].map(({ line, bound, value }) => ({
    kind: 'bound' as const,
    at: line.at,
    detail: `${line.process} (process ${line.pid}): ${bound.metric} was ${value}, at most ${bound.most} is allowed`,
  }));
}

function isExcused({ at }: MetricsLine, value: number, { but, calmMs }: Bound, faults: FaultLine[]): boolean {
  if (!but) return false;
  const { parts, afterMs } = but;
  if (calmMs === undefined) return isDisturbed(faults, at - afterMs, at, parts);
  const since = at - value * 1_000;
  if (isDisturbed(faults, since - afterMs, at, ['redis clock'])) return true;
  const suits = (fault: FaultLine) => fault.parts.some((part) => parts.includes(part));
  return (
    isDisturbed(faults, since - afterMs, at, parts) &&
    undisturbedMs(faults, [since, at], suits, afterMs) < calmMs
  );
}
