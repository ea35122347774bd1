import { describe, expect, it } from 'vitest';
import { distributionCell } from './distribution-cell.js';

describe('distributionCell', () => {
  it('is JSON', () => {
    expect(distributionCell({ a: 1, '…': 2 })).toBe('{"a":1,"…":2}');
  });

  it('fits into a cell and loses no answer', () => {
    const counts = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i} ${'"'.repeat(490)}`, 2]));
    const cell = distributionCell({ '…': 5, ...counts });
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(cell.length).toBeGreaterThan(31_000);
    const read = Object.entries(JSON.parse(cell) as Record<string, number>);
    expect(read.reduce((sum, [, count]) => sum + count, 0)).toBe(205);
    expect(read.at(-1)![0]).toBe('…');
  });
});
