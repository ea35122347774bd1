import { expect, it } from 'vitest';
import { Pace } from './pace.js';

it('lets a burst go at once, then so many a second, and a burst again after a rest', () => {
  const pace = new Pace(10, 3);
  const waits = (count: number, at: number) =>
    Array.from({ length: count }, () => Math.round(pace.reserve(at)));
  expect(waits(5, 1_000)).toEqual([0, 0, 0, 100, 200]);
  expect(waits(1, 1_100)).toEqual([200]);
  expect(waits(4, 9_000)).toEqual([0, 0, 0, 100]);
});
