import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberFraction } from './number.js';

const any = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('numberFraction', () => {
  it('falls linearly from the tolerance to twice it, on both sides', () => {
    expect([7, 8, 9, 9.5, 10, 11, 12].map((answer) => numberFraction(answer, 7, 2))).toEqual([
      1, 1, 1, 0.75, 0.5, 0, 0,
    ]);
    expect(numberFraction(4, 7, 2)).toBe(0.5);
  });

  it('is exact without a tolerance', () => {
    expect([numberFraction(7, 7), numberFraction(7.000001, 7), numberFraction(-0, 0, 0)]).toEqual([1, 0, 1]);
  });

  it('forgives rounding at the edge of the tolerance', () => {
    expect(1.1 - 1).toBeGreaterThan(0.1);
    expect(numberFraction(1.1, 1, 0.1)).toBe(1);
  });

  it('stays in 0 to 1 for any numbers, and is never better further away', () => {
    fc.assert(
      fc.property(
        any,
        any,
        any.map(Math.abs),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (answer, correct, tolerance, further) => {
          const fraction = numberFraction(answer, correct, tolerance);
          expect(fraction >= 0 && fraction <= 1).toBe(true);
          const distance = answer - correct;
          const away = correct + distance * further;
          fc.pre(Number.isFinite(away));
          expect(numberFraction(away, correct, tolerance)).toBeLessThanOrEqual(fraction + 1e-9);
        },
      ),
    );
  });
});
