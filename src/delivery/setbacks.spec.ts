import { beforeEach, expect, it } from 'vitest';
import { Setbacks } from './setbacks.js';

let now: number;
let setbacks: Setbacks;
beforeEach(() => {
  now = 0;
  setbacks = new Setbacks(() => now);
});

it('leaves a session alone whose shard does not answer, longer each time', () => {
  const waits: number[] = [];
  for (let times = 0; times < 6; times++) {
    setbacks.unreachable('s');
    const start = now;
    while (setbacks.isOff('s')) now += 100;
    waits.push(now - start);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(setbacks.isOff('other')).toBe(false);
});

it('reads on behind what has failed, and begins anew after a while', () => {
  setbacks.failedUpTo('s', '5-0');
  expect([setbacks.isOff('s'), setbacks.after('s')]).toEqual([false, '5-0']);
  setbacks.failedUpTo('s', '9-0');
  // Nothing was read after it: the entries that failed are still there.
  setbacks.overcome('s');
  now = 999;
  expect(setbacks.after('s')).toBe('9-0');
  now = 1_000;
  expect(setbacks.after('s')).toBeUndefined();
  setbacks.overcome('s');
  expect(setbacks.size).toBe(0);
});

it('forgets sessions that are gone', () => {
  setbacks.unreachable('gone');
  setbacks.unreachable('there');
  setbacks.keep(new Set(['there']));
  expect([setbacks.size, setbacks.isOff('there')]).toEqual([1, true]);
});
