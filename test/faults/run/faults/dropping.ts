import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../load/clock.js';
import { dropKeys } from './session-keys.js';
import type { Harm, Target } from './target.js';

/** An outbox that is not empty can be empty after this time. */
const [SOON_MS, PAUSE_MS] = [1_500, 200];
/** The most sessions that are lost at once. */
export const MOST_SESSIONS = 4;

/** Picks the keys of a session to drop. */
export type Choose = (found: string[]) => string[];
export type Dropped = Pick<Harm, 'at' | 'targets' | 'sessions'>;

export const everything: Choose = (found) => found;

async function drop(
  { engines }: Target,
  sessionIds: string[],
  most: number,
  choose: Choose,
): Promise<Dropped | undefined> {
  const dropped: { sessionId: string; names: string[] }[] = [];
  const left = [...sessionIds];
  const at = now();
  const one = async () => {
    for (let sessionId = left.shift(); sessionId !== undefined; sessionId = left.shift()) {
      const names = await dropKeys(engines, sessionId, choose).catch(() => undefined);
      if (names) return void dropped.push({ sessionId, names });
    }
  };
  await Promise.all(Array.from({ length: most }, one));
  if (dropped.length === 0) return undefined;
  return {
    at,
    targets: dropped.map(
      ({ sessionId, names }) => `${sessionId}: ${names.length > 3 ? 'all' : names.join(', ')}`,
    ),
    sessions: dropped.map(({ sessionId }) => sessionId),
  };
}

/**
 * Drops keys of up to `most` of the sessions, at once. It takes other sessions where that would lose something for good. If it
 * found none, it tries again for a while.
 *
 * @param sessionIds called again for each try
 * @returns undefined when no session was found in that time
 */
export async function dropSome(
  target: Target,
  sessionIds: () => string[],
  most: number,
  choose: Choose,
  withinMs = SOON_MS,
): Promise<Dropped | undefined> {
  for (const end = now() + withinMs; ; await sleep(PAUSE_MS)) {
    const dropped = await drop(target, sessionIds(), most, choose);
    if (dropped || now() > end) return dropped;
  }
}
