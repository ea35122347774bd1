import { expect, it } from 'vitest';
import { HandshakeLimit } from './handshake-limit.js';

const token = (name: string) => `head.body.signature-of-${name.padEnd(12, '-')}`;
/** The number of handshakes that are let through, of `count` that come `everyMs` apart. */
const granted = (limit: HandshakeLimit, name: string, count: number, everyMs: number, from = 0) =>
  Array.from({ length: count }, (_, place) => limit.take(token(name), from + place * everyMs)).filter(Boolean)
    .length;

it('lets a phone on a bad line come again every 300 ms for half a minute', () => {
  expect(granted(new HandshakeLimit(), 'phone', 100, 300)).toBe(100);
});

it('lets a loop connect once a second, and others as before', () => {
  const limit = new HandshakeLimit();
  expect(granted(limit, 'loop', 1_000, 10)).toBe(99);
  expect(granted(limit, 'other', 50, 10, 10_000)).toBe(50);
  expect(granted(limit, 'loop', 100, 100, 20_000)).toBe(20);
});
