import type { Joined } from '../../../src/contracts/rest.js';
import { now, pause } from './clock.js';
import { keyOf, type Random } from './random.js';
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
/** Share of joins that are sent by two requests at once. */
const TWICE = 0.1;

interface Join {
  nickname: string;
  /** The same with each try, so that a join can be repeated; undefined where the server takes no key. */
  key?: string;
}

/**
 * Takes a seat; undefined when the load ends before that, or the session admits nobody. Without keys, a call that was repeated
 * can have taken a seat that nobody uses. Its nickname is gone then, and the next one is tried.
 */
export async function takeSeat(
  world: World,
  sessionId: string,
  nickname: string,
  random: Random,
): Promise<Seat | undefined> {
  let another = '';
  const key = world.joinKeys ? keyOf(random) : undefined;
  const twice = key !== undefined && random.chance(TWICE);
  for (let tries = 1; tries <= TRIES; tries++) {
    const join = { nickname: `${nickname}${another}`, ...(key && { key }) };
    const sentAt = now();
    try {
      const seats = [sit(world, sessionId, join)];
      if (twice) seats.push(sit(world, sessionId, join));
      const [seat] = await Promise.all(seats);
      world.tally.stats.players += 1;
      return seat;
    } catch (error) {
      if (!(error instanceof Refused)) return undefined;
      world.history.write({
        type: 'refused',
        what: 'join',
        at: now(),
        sentAt,
        sessionId,
        code: error.code,
        ...join,
      });
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

/** @throws Refused, Stopped */
async function sit(world: World, sessionId: string, join: Join): Promise<Seat> {
  const path = `sessions/${sessionId}/players`;
  const joined = await world.rest.insist<Joined>(path, { body: join }, world.stopping);
  const { playerId, playerToken: token, nickname } = joined;
  const { key } = join;
  world.history.write({ type: 'player', at: now(), sessionId, playerId, nickname, ...(key && { key }) });
  return { sessionId, playerId, token };
}
