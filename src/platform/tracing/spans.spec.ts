import { expect, it } from 'vitest';
import { call, currentTraceparent, isTracing, spanOf } from './spans.js';
import { tracedEvent } from './trace-event.js';

const handle = () => undefined;
const unasked = () => {
  throw new Error('asked for');
};

it('is off until a provider is there: work is done as it is, and nobody is asked for anything', async () => {
  expect(isTracing()).toBe(false);
  expect(currentTraceparent()).toBeUndefined();
  expect(tracedEvent('answer', handle)).toBe(handle);
  await expect(spanOf('send', 'producer', unasked, {}, async () => 1)).resolves.toBe(1);
  await expect(call('write', {}, async () => 2)).resolves.toBe(2);
});
