import type { Joined } from '../../../src/contracts/rest.js';
import { now, pause } from './clock.js';
import { Refused } from './rest.js';
import type { World } from './world.js';

/** A player's place in a session. */
export interface Seat {
  sessionId: string;
  playerId: string;
  token: string;
}

const TRIES = 5;
const PAUSE_MS = 1_000;

/**
 * Takes a seat: undefined when the load ends before that, or the session lets nobody in. A call that was repeated may
 * have taken a seat that nobody sits in; its nickname is gone then, and the next one is tried.
 */
export async function takeSeat(world: World, sessionId: string, nickname: string): Promise<Seat | undefined> {
  let another = '';
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      const body = { nickname: `${nickname}${another}` };
      const joined = await world.rest.insist<Joined>(
        `sessions/${sessionId}/players`,
        { body },
        world.stopping,
      );
      const { playerId, playerToken: token } = joined;
      world.history.write({ type: 'player', at: now(), sessionId, playerId, nickname: joined.nickname });
      world.tally.stats.players += 1;
      return { sessionId, playerId, token };
    } catch (error) {
      if (!(error instanceof Refused)) return undefined;
      if (error.code === 'NICKNAME_TAKEN') {
        another = ` ${Math.random().toString(36).slice(2, 6)}`;
        continue;
      }
      world.tally.surprise(`join: ${error.message}`);
      if (!(await pause(PAUSE_MS, world.stopping))) return undefined;
    }
  }
  return undefined;
}
