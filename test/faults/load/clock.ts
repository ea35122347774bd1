import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds since the epoch. Unlike `Date.now` it never goes back when the machine's clock is set. */
export const now = (): number => Math.round((performance.timeOrigin + performance.now()) * 100) / 100;

/** Waits for `ms`; false as soon as `stop` is aborted. */
export async function pause(ms: number, stop?: AbortSignal): Promise<boolean> {
  if (stop?.aborted) return false;
  if (ms <= 0) return true;
  return sleep(ms, true, { signal: stop }).catch(() => false);
}

/** The time before a retry. It is random, so that clients that failed together do not retry together. */
export const backoffMs = (): number => 200 + Math.random() * 300;

/** Waits for all of `work`, at most `ms`; false when it took longer. */
export async function within(ms: number, work: Promise<unknown>, stop?: AbortSignal): Promise<boolean> {
  const limit = new AbortController();
  const signal = stop ? AbortSignal.any([stop, limit.signal]) : limit.signal;
  const done = await Promise.race([work.then(() => true), pause(ms, signal).then(() => false)]);
  limit.abort();
  return done;
}
