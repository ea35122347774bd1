import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionOrder, randomBelow, shuffled } from './shuffle.js';

describe('shuffled', () => {
  it('keeps every item, leaves its input alone and depends on the seed alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const before = [...items];
        const result = shuffled(items, seed);
        expect(items).toEqual(before);
        expect(result.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
        expect(shuffled(items, seed)).toEqual(result);
      }),
    );
  });

  it('puts every item everywhere about as often', () => {
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (let seed = 0; seed < 8_000; seed++) {
      for (const [place, item] of questionOrder(4, String(seed)).entries()) counts[item]![place]!++;
    }
    // 2,000 expected, standard deviation 39.
    for (const count of counts.flat()) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('stays what it is from version to version: sessions under way rely on it', () => {
    expect(questionOrder(10, 'podium')).toEqual([2, 7, 3, 1, 8, 9, 0, 6, 5, 4]);
    expect(questionOrder(0, 'podium')).toEqual([]);
  });
});

describe('randomBelow', () => {
  it('stays below its bound', () => {
    const below = randomBelow('seed');
    for (let bound = 1; bound < 500; bound++) {
      const value = below(bound);
      expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
    }
  });
});
