import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  /** The name of the expected thing, for the message of a failure. */
  what: string | (() => string);
  withinMs: number;
  everyMs?: number;
}

/**
 * Calls `ask` repeatedly until it returns neither undefined nor false, and resolves with that value. Rejects after
 * `withinMs`, with the last error when `ask` itself failed.
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  { what, withinMs, everyMs = 50 }: UntilOptions,
): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + withinMs;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) {
      const name = typeof what === 'string' ? what : what();
      throw new Error(`no ${name} within ${withinMs} ms`, { cause: failure });
    }
    await sleep(everyMs);
  }
}

/** Rejects when `promise` has not settled within `withinMs`. */
export async function within<T>(promise: Promise<T>, withinMs: number, what: string): Promise<T> {
  const stop = new AbortController();
  const tooLate = sleep(withinMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no ${what} within ${withinMs} ms`);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    stop.abort();
    tooLate.catch(() => undefined);
  }
}
