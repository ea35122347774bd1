import type { RefusedLine } from '../history.js';
import { now } from './clock.js';
import { Refused } from './rest.js';
import type { World } from './world.js';

/** Refusals of a command because another command came first: they are harmless. */
const HARMLESS = new Set(['COMMAND_NOT_ALLOWED', 'SESSION_ENDED']);

/** The result of a call; undefined when it was refused, which is written down. @throws Stopped */
export async function tolerant<Answer>(
  world: World,
  { sessionId, what }: Pick<RefusedLine, 'sessionId' | 'what'>,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  const sentAt = now();
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    world.history.write({ type: 'refused', what, at: now(), sentAt, sessionId, code: error.code });
    if (!HARMLESS.has(error.code)) world.tally.surprise(error.message);
    return undefined;
  }
}
