import type { HostCommand, SessionState } from '../../../src/contracts/session.js';
import { pause } from './clock.js';
import type { Host } from './host.js';
import { PATIENT_MS } from './plan.js';
import { Stopped } from './rest.js';
import { tolerant } from './tolerant.js';
import type { World } from './world.js';

const LOOK_MS = 700;
/** A host waits this long for changes without a command: the end of a question, the next question, the end of a pause. */
const PATIENCE_MS: Partial<Record<SessionState['status'], number>> = {
  question: PATIENT_MS + 5_000,
  reveal: 6_000,
  paused: 1_000,
};
const HELP: Partial<Record<SessionState['status'], HostCommand>> = {
  question: 'close',
  reveal: 'next',
  paused: 'resume',
};

/** Starts a live session and watches it to its end, with a command where it stands still. @throws Stopped */
export async function watchLive(world: World, host: Host, sessionId: string): Promise<void> {
  const command = (name: HostCommand) =>
    tolerant(world, { sessionId, what: 'command' }, () => host.command(sessionId, name));
  let place = '';
  let since = 0;
  while (!world.stopping.aborted) {
    const state = await tolerant(world, { sessionId, what: 'state' }, () => host.state(sessionId));
    if (state?.status === 'ended') return;
    if (state?.status === 'lobby') {
      await command('start');
    } else if (state) {
      const here = `${state.status} ${state.index}`;
      if (here !== place) [place, since] = [here, performance.now()];
      const help = HELP[state.status];
      if (help && performance.now() - since > PATIENCE_MS[state.status]!) {
        world.tally.count(world.tally.stats.helps, help);
        await command(help);
        since = performance.now();
      }
    }
    await pause(LOOK_MS, world.stopping);
  }
}

/** Ends a session, and resolves when the end is confirmed. False when the load is given up before. */
export async function endSession(world: World, host: Host, sessionId: string): Promise<boolean> {
  try {
    while (!world.abandoned.aborted) {
      const after = await tolerant(world, { sessionId, what: 'command' }, () =>
        host.command(sessionId, 'end'),
      );
      if (after?.status === 'ended') return true;
      await pause(LOOK_MS, world.abandoned);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return false;
}
