import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../contracts/limits.js';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('a cursor', () => {
  it('leads back to its position, and fits its bound', () => {
    for (const position of [
      { at: 0, id: 'a' },
      { at: 1_790_000_000_123, id: '_-9' },
      { at: 999_999_999_999_999, id: 'x'.repeat(64) },
    ]) {
      const cursor = encodeCursor(position);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(cursor.length).toBeLessThanOrEqual(LIMITS.cursorLength);
      expect(decodeCursor(cursor)).toEqual(position);
    }
  });

  it.each(['', 'abc', '-1.a', '1.', '1.$ne', '1e3.a', '9999999999999999.a', '1.a\n', '{"$gt":1}.a'])(
    'is refused when it holds %j',
    (inside) => {
      const refusal = expect.objectContaining({ status: 400, code: 'INVALID_INPUT' });
      expect(() => decodeCursor(Buffer.from(inside).toString('base64url'))).toThrow(refusal);
    },
  );
});
