import { expect, it } from 'vitest';
import type { FaultLine } from '../history.js';
import { isDisturbed, undisturbedMs } from './during.js';

const fault = (at: number, healthyAt: number, more: Partial<FaultLine> = {}): FaultLine => ({
  fault: 1,
  kind: 'a fault',
  parts: ['keys'],
  targets: [],
  at,
  restoredAt: healthyAt,
  healthyAt,
  ...more,
});
const all = () => true;

it('adds up the time in which nothing went on, nor had just been over', () => {
  const faults = [fault(30_000, 40_000), fault(35_000, 38_000), fault(70_000, 200_000)];
  expect(undisturbedMs(faults, [0, 100_000], all, 5_000)).toBe(30_000 + 25_000);
  expect(undisturbedMs(faults, [0, 100_000], () => false, 5_000)).toBe(100_000);
  expect(undisturbedMs(faults, [36_000, 44_000], all, 5_000)).toBe(0);
  expect(undisturbedMs([fault(0, 1_000)], [50_000, 60_000], all, 5_000)).toBe(10_000);
});

it('takes dropped keys for the trouble of the sessions that they were of', () => {
  const faults = [fault(0, 1_000, { parts: ['keys', 'worker'], sessions: ['s'] })];
  expect(isDisturbed(faults, 0, 1_000, ['keys'], 's')).toBe(true);
  expect(isDisturbed(faults, 0, 1_000, ['keys'], 'other')).toBe(false);
  expect(isDisturbed(faults, 0, 1_000, ['worker'], 'other')).toBe(true);
  expect(isDisturbed(faults, 0, 1_000, ['keys'])).toBe(true);
});
