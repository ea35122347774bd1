import { describe, expect, it } from 'vitest';
import { xmlText } from './xml-text.js';

describe('xmlText', () => {
  it.each([
    ['Ada 😀 _x_ x0041_', 'Ada 😀 _x_ x0041_'],
    ['a\uD800b\uFFFFc\uFFFE', 'a\uFFFDb\uFFFDc\uFFFD'],
    ['_x003D_1+1', '_x005F_x003D_1+1'],
  ])('writes %j as %j', (text, written) => {
    expect(xmlText(text)).toBe(written);
  });

  it('leaves numbers, flags and gaps alone', () => {
    expect([1, true, null].map(xmlText)).toEqual([1, true, null]);
  });
});
