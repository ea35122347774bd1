import { Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { PodiumError } from '../problems/podium-error.js';
import { validateInput } from './validate.js';

class Inner {
  @IsInt() @Min(1) size: number;
}
class Outer {
  @IsInt() @Min(0) @Max(9) count = 3;
  @Type(() => Inner) @ValidateNested({ each: true }) inner: Inner[] = [];
}

const errorsOf = (value: unknown) => {
  try {
    validateInput(Outer, value);
  } catch (error) {
    if (error instanceof PodiumError) return error.details.errors ?? [];
    throw error;
  }
  return [];
};
const paths = (value: unknown) => errorsOf(value).map(({ path }) => path);

const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1]));

describe('validateInput', () => {
  it('gives an instance with the defaults of the class', () => {
    const valid = validateInput(Outer, { inner: [{ size: 2 }] });
    expect(valid).toBeInstanceOf(Outer);
    expect(valid.count).toBe(3);
    expect(valid.inner[0]).toBeInstanceOf(Inner);
  });

  it('names every wrong field once, by its path', () => {
    expect(paths({ count: 'x', inner: [{ size: 1 }, { size: 0 }, {}] })).toEqual([
      'count',
      'inner.1.size',
      'inner.2.size',
    ]);
  });

  it.each([null, undefined, 1, 'text', [], [{}], new Date(), () => 1, new Map()])(
    'refuses %o as a body',
    (body) => {
      expect(errorsOf(body)).toEqual([{ path: '', message: 'must be a JSON object' }]);
    },
  );

  it('accepts an object without prototype, as a parsed query string is', () => {
    expect(validateInput(Outer, Object.assign(Object.create(null), { count: 1 })).count).toBe(1);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'other'])(
    'refuses the unknown field %s at any level',
    (name) => {
      const field: unknown = JSON.parse(`{"${name}":{"polluted":true}}`);
      expect(errorsOf(field)).toEqual([{ path: name, message: 'is not a known field' }]);
      expect(errorsOf({ inner: [Object.assign(JSON.parse(`{"${name}":1}`), { size: 1 })] })).toEqual([
        { path: `inner.0.${name}`, message: 'is not a known field' },
      ]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('refuses what is not JSON and what is empty in a list', () => {
    expect(paths({ count: new Date() })).toEqual(['count']);
    expect(paths({ count: 1n })).toEqual(['count']);
    expect(paths({ inner: [{ size: 1 }, null] })).toEqual(['inner.1']);
  });

  it('refuses deep, wide and circular input at once', () => {
    const circle: Record<string, unknown> = {};
    circle['a'] = circle;
    expect(errorsOf(nested(10_000))[0]?.message).toBe('is nested too deeply');
    expect(errorsOf(circle)[0]?.message).toBe('is nested too deeply');
    expect(paths({ inner: Array.from({ length: 300_000 }, () => ({})) })).toEqual(['inner']);
    expect(errorsOf(fields(201))[0]?.message).toBe('must have at most 200 fields');
    expect(errorsOf({ inner: Array.from({ length: 150 }, () => fields(150)) })[0]?.message).toBe(
      'holds too many values',
    );
  });

  it('stays short whatever came in', () => {
    const unknown = Object.fromEntries(Array.from({ length: 190 }, (_, i) => [`${i}${'x'.repeat(500)}`, 1]));
    const errors = errorsOf({ ...unknown, count: 'y'.repeat(1_000_000) });
    expect(errors).toHaveLength(50);
    expect(JSON.stringify(errors).length).toBeLessThan(10_000);
  });
});
