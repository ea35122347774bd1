import { describe, expect, it } from 'vitest';
import { percentile, readable } from './percentile.js';

describe('percentile', () => {
  it('takes the nearest rank, whatever the order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile(hundred, 0)).toBe(1);
    expect(percentile([9, 10, 1], 0.5)).toBe(9);
  });

  it('gives the one value there is, and none for none', () => {
    expect(percentile([4.2], 0.99)).toBe(4.2);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('leaves the values as they are', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('readable', () => {
  it.each([
    [3.21, '3.2 ms'],
    [9.96, '10 ms'],
    [18.4, '18 ms'],
    [999.6, '1.00 s'],
    [1_250, '1.25 s'],
    [NaN, '-'],
  ])('shows %d as %s', (ms, text) => expect(readable(ms)).toBe(text));
});
