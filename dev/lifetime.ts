import { endGuard } from './engines/guard.js';

/** Something that runs until it is stopped, or until a part of it fails. */
export interface Running {
  stop(): Promise<void>;
  /** Settles with a sentence when a part ended that should not have ended. */
  failed: Promise<string>;
}

/** Resolves with the reason to end: a signal, or the death of `dev/run.mjs`, whose child this process is. */
function untilAsked(): Promise<string> {
  return new Promise((resolve) => {
    // The listeners stay, so that neither a second Ctrl-C nor a forwarded one interrupts the stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    if (Number(process.env.PODIUM_RUNNER) !== process.ppid) return;
    const runner = process.ppid;
    setInterval(() => process.ppid !== runner && resolve('the runner ended'), 1000).unref();
  });
}

/**
 * Starts something, keeps it running until Ctrl-C (SIGINT, SIGTERM, SIGHUP), stops it in order and ends the process: with
 * 0 after a signal, with 1 when something failed. A signal during the start leaves nothing running either.
 */
export async function runUntilAsked(start: () => Promise<Running>): Promise<never> {
  const asked = untilAsked();
  try {
    const running = await Promise.race([start(), asked]);
    if (typeof running === 'string') {
      await endGuard();
      process.exit(0);
    }
    const failure = await Promise.race([asked.then(() => undefined), running.failed]);
    console.error(failure ? `${failure}; stopping everything` : '\nstopping …');
    await running.stop();
    process.exit(failure ? 1 : 0);
  } catch (error) {
    console.error((error as Error).message);
    await endGuard();
    process.exit(1);
  }
}

/** Resolves with a sentence as soon as one of these processes ends. */
export const firstExit = (
  processes: { name: string; exited: Promise<unknown>; log: string }[],
): Promise<string> =>
  Promise.race(
    processes.map(async ({ name, exited, log }) => {
      await exited;
      return `${name} ended unexpectedly${log === 'inherit' ? '' : ` (see ${log})`}`;
    }),
  );
