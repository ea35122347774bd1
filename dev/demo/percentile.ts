/** The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank); NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** A duration in a readable form: 3.2 ms, 18 ms, 1.25 s. */
export function readable(ms: number): string {
  if (Number.isNaN(ms)) return '-';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}
