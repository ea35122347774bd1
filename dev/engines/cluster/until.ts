import { setTimeout as sleep } from 'node:timers/promises';

/** Calls `ask` repeatedly until it returns true; rejects after `withinMs`, with the last error if there was one. */
export async function until(
  what: string,
  withinMs: number,
  ask: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    let cause: unknown;
    try {
      if (await ask()) return;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not so within ${withinMs / 1000} s`, { cause });
    await sleep(100);
  }
}
