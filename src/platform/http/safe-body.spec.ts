import { describe, expect, it } from 'vitest';
import type { PodiumError } from '../problems/podium-error.js';
import { assertSafe } from './safe-body.js';

const refusalOf = (json: string) => {
  try {
    assertSafe(JSON.parse(json));
  } catch (error) {
    return error as PodiumError;
  }
  throw new Error('accepted');
};

describe('assertSafe', () => {
  it.each(['null', '1', '"x"', '[]', '{"a":{"b":[1,{"c":null}]}}', '{"proto":1,"Constructor":2}'])(
    'lets %s pass',
    (json) => {
      expect(() => assertSafe(JSON.parse(json))).not.toThrow();
    },
  );

  it.each([
    ['{"__proto__":{"admin":true}}', '__proto__'],
    ['{"a":[{"constructor":1}]}', 'a.0.constructor'],
    ['{"a":{"prototype":null}}', 'a.prototype'],
    ['[{"__proto__":1}]', '0.__proto__'],
  ])('refuses %s and says where', (json, path) => {
    const error = refusalOf(json);
    expect(error).toMatchObject({ status: 400, code: 'FORBIDDEN_KEY', details: { errors: [{ path }] } });
    expect(error.detail).toBe('The body has a key that is never allowed.');
  });

  it('refuses deep nesting before it costs anything', () => {
    expect(() => assertSafe(JSON.parse('['.repeat(20) + ']'.repeat(20)))).not.toThrow();
    const tooDeep = { status: 400, code: 'MALFORMED', detail: 'The body is nested too deeply.' };
    expect(refusalOf('['.repeat(21) + ']'.repeat(21))).toMatchObject(tooDeep);
    expect(refusalOf('['.repeat(200_000) + ']'.repeat(200_000)).code).toBe('MALFORMED');
  });

  it('repeats only the start of an endless key', () => {
    const error = refusalOf(`{"${'k'.repeat(100_000)}":{"__proto__":1}}`);
    expect(error.details.errors?.[0]?.path.length).toBe(200);
  });
});
