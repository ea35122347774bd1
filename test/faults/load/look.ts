import type { Screen } from '../history.js';
import { now, pause } from './clock.js';
import type { Host } from './host.js';
import type { Player } from './player.js';
import { shownOf, TOP } from './screen.js';
import { tolerant } from './tolerant.js';
import type { World } from './world.js';

/** What the server says has to stay the same for so long, so that every client has had the time to hear of it. */
const STEADY_MS = 3_000;
/** A client that differs may have been hit by a fault: it is given so much time without one to be put right. */
export const CALM_MS = 8_000;
const AGAIN_MS = 500;

/** A session to look at. */
export interface Looked {
  sessionId: string;
  players: Player[];
  /** One that is not connected differs; else only those are looked at that are. */
  all: boolean;
}

/**
 * Compares what the session's connected clients show with what the server says, once both have had time to settle, and
 * writes it down. Clients that differ are looked at again until they agree, or there was no fault for a while.
 *
 * @param end gives up: in a session that never stands still there is nothing to compare
 * @returns whether there was something to write down
 */
export async function look(
  world: World,
  host: Host,
  { sessionId, players, all }: Looked,
  end: AbortSignal,
): Promise<boolean> {
  for (; !end.aborted; await pause(AGAIN_MS, end)) {
    const since = now();
    const before = await said(world, host, sessionId);
    if (!before || !(await pause(STEADY_MS, end))) continue;
    const server = await said(world, host, sessionId);
    if (!server || !isSame(before, server)) continue;
    const clients = players.filter(({ line }) => all || (line.upSince ?? Infinity) < since);
    const differed = clients.filter(({ line, screen }) => !line.upSince || !agrees(screen.shown, server));
    if (differed.length > 0 && world.calmMs() < CALM_MS) continue;
    const shown = differed.map(({ line, screen }) => ({
      playerId: line.seat.playerId,
      connection: line.connection,
      ...screen.shown,
    }));
    const agreed = clients.length - differed.length;
    world.history.write({ type: 'look', at: now(), sessionId, server, agreed, differed: shown });
    return true;
  }
  return false;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const agrees = (shown: Partial<Screen>, { rev, status, index, board }: Screen) =>
  shown.rev === rev && shown.status === status && shown.index === index && isSame(shown.board, board);

/** What the server says over REST; undefined when it refuses to. */
async function said(world: World, host: Host, sessionId: string): Promise<Screen | undefined> {
  const state = await tolerant(world, { sessionId, what: 'state' }, () => host.state(sessionId));
  const board = await tolerant(world, { sessionId, what: 'board' }, () => host.board(sessionId, TOP));
  if (!state || !board) return undefined;
  const { rev, status, index } = state;
  return { rev, status, index, board: shownOf(board) };
}
