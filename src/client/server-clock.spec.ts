import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ServerClock } from './server-clock.js';

it('is never ahead of the server, and as near as the quickest message', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 });
  fc.assert(
    fc.property(delays, fc.integer({ min: -10_000_000, max: 10_000_000 }), (delaysMs, skewMs) => {
      let here = 1_000_000;
      const clock = new ServerClock(() => here);
      for (const delayMs of delaysMs) {
        here += 100;
        // The server sent it `delayMs` before it arrives.
        clock.observe(here + skewMs - delayMs);
      }
      expect(here + skewMs - clock.now()).toBe(Math.min(...delaysMs));
    }),
  );
});

it('forgets what it knew when a connection begins anew', () => {
  let here = 0;
  const clock = new ServerClock(() => here);
  clock.observe(500);
  // The device's own clock was put forward.
  here = 10_000;
  clock.restart();
  clock.observe(1_000);
  expect(clock.now()).toBe(1_000);
});

it('is this device’s own clock until a message has come', () => {
  expect(new ServerClock(() => 7).now()).toBe(7);
});
