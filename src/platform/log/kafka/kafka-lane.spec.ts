import { EventEmitter, once } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import { Lane, LANE_BYTES } from './kafka-lane.js';

let now: number;
let lane: Lane;
beforeEach(() => {
  now = 1_000;
  lane = new Lane(() => now);
});

it('leaves a partition that fails alone, longer each time, but not for long', () => {
  const waits: number[] = [];
  for (let failures = 0; failures < 8; failures++) {
    lane.failed();
    const start = now;
    while (!lane.isOpen) now += 10;
    waits.push(now - start);
  }
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000]);
  expect(lane.isTrusted).toBe(false);
  lane.answered();
  lane.failed();
  now += 100;
  expect(lane.isOpen).toBe(true);
});

it('stays shut until a request has ended that its sender has left', async () => {
  const request = new EventEmitter();
  const ended = once(request, 'end');
  lane.leave(ended);
  now += 60_000;
  expect([lane.isOpen, lane.isTrusted]).toEqual([false, false]);
  lane.answered();
  request.emit('end');
  await ended;
  expect([lane.isOpen, lane.isTrusted]).toEqual([true, true]);
});

it('remembers for a minute which size was refused, then tries twice as much', () => {
  expect(lane.limitBytes).toBe(LANE_BYTES);
  lane.tooLarge(40_000);
  expect(lane.limitBytes).toBe(20_000);
  // A larger size that was refused does not raise the limit again.
  lane.tooLarge(90_000);
  now += 59_999;
  expect(lane.limitBytes).toBe(20_000);
  now += 1;
  expect([lane.limitBytes, lane.limitBytes]).toEqual([40_000, 40_000]);
  now += 10 * 60_000;
  expect(lane.limitBytes).toBe(80_000);
});

it('never halves down to nothing', () => {
  for (let times = 0; times < 50; times++) lane.tooLarge(lane.limitBytes);
  expect(lane.limitBytes).toBe(1_024);
});
