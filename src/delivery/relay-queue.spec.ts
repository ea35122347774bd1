import { expect, it } from 'vitest';
import { RelayQueue } from './relay-queue.js';

const event = (outboxId: string, length = 0) => ({
  sessionId: 's',
  outboxId,
  key: 'k',
  value: 'x'.repeat(length),
});

it('holds so many events, and gives them back in their order', () => {
  const queue = new RelayQueue(3, 1e6);
  expect(['1', '2', '3', '4'].map((id) => queue.add(event(id)))).toEqual([true, true, true, false]);
  expect(queue.take(2, 1e6).map(({ outboxId }) => outboxId)).toEqual(['1', '2']);
  expect(queue.add(event('5'))).toBe(true);
  expect(queue.take(9, 1e6).map(({ outboxId }) => outboxId)).toEqual(['3', '5']);
  expect([queue.length, queue.bytes]).toEqual([0, 0]);
});

it('holds so many bytes', () => {
  const queue = new RelayQueue(100, 10_000);
  let held = 0;
  while (queue.add(event(String(held), 700))) held += 1;
  // Two bytes a character, and what an event takes besides.
  expect(held).toBe(5);
  expect(queue.bytes).toBeLessThanOrEqual(10_000);
  expect(queue.take(100, 4_000)).toHaveLength(2);
  // An event that is larger than the limit goes alone.
  expect(queue.take(100, 1)).toHaveLength(1);
});
