import { describe, expect, it } from 'vitest';
import { TOPICS } from '../contracts/kafka-events.js';
import type { LogRange } from '../platform/log/log-history.js';
import { covers } from './coverage.js';

const MINUTE = 60_000;
const T = 1_000 * MINUTE;

const range = (range: Partial<LogRange>): LogRange => ({
  topic: TOPICS.answers,
  partition: 0,
  low: 0,
  start: 0,
  end: 100,
  ...range,
});
const created = { at: T, partition: 0 };

describe('covers', () => {
  it('takes a log that has its beginning', () => {
    expect(covers([range({ first: { offset: 0, at: T } })], undefined, created)).toBe(true);
    expect(covers([range({ end: 0 })], undefined, created)).toBe(true);
  });

  it('takes a range that begins at a time, for what was created later', () => {
    const skipped = range({ start: 50, first: { offset: 50, at: T } });
    expect(covers([skipped], T, created)).toBe(true);
    expect(covers([range({ start: 100 })], T, created)).toBe(true);
  });

  it('refuses a session of which Kafka may have dropped answers', () => {
    const dropped = (at: number) => range({ low: 50, start: 50, first: { offset: 50, at } });
    expect(covers([dropped(T)], undefined, created)).toBe(false);
    expect(covers([dropped(T - MINUTE)], undefined, created)).toBe(true);
    expect(covers([range({}), dropped(T)], undefined, created)).toBe(false);
    expect(covers([range({ low: 100, start: 100 })], undefined, created)).toBe(false);
  });

  it('notices what Kafka drops after the ranges were taken', () => {
    expect(covers([range({ first: { offset: 7, at: T } })], undefined, created)).toBe(false);
  });

  it('asks of the topic of sessions only the partition of the session', () => {
    const dropped = { topic: TOPICS.sessions, low: 9, start: 9, first: { offset: 9, at: T } };
    expect(covers([range(dropped)], undefined, created)).toBe(false);
    expect(covers([range({ ...dropped, partition: 1 })], undefined, created)).toBe(true);
  });
});
