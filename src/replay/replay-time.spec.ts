import { expect, it } from 'vitest';
import { parseFrom } from './replay-time.js';

it.each([
  ['beginning', undefined],
  ['2026-05-01T18:00:00Z', Date.UTC(2026, 4, 1, 18)],
  ['2026-05-01T20:00+02:00', Date.UTC(2026, 4, 1, 18)],
  ['2026-05-01T18:00:00.250Z', Date.UTC(2026, 4, 1, 18) + 250],
  ['2026-05-01', Date.UTC(2026, 4, 1)],
  ['1777658400000', 1_777_658_400_000],
])('takes %s', (text, at) => {
  expect(parseFrom(text, Date.UTC(2027))).toBe(at);
});

it.each([
  '',
  'now',
  '2026',
  '1777658400',
  '-1',
  '2026-02-30',
  '2026-13-01T00:00Z',
  '2026-05-01 18:00',
  '5/1/26',
])('refuses %j, and says what it expects', (text) => {
  expect(() => parseFrom(text)).toThrow(/--from '.*' is no time: expected `beginning`, an ISO 8601 time/);
});

it('refuses the future', () => {
  expect(() => parseFrom('2026-05-01', Date.UTC(2026, 3))).toThrow('future');
});
