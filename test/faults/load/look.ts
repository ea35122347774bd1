import type { Screen } from '../history.js';
import { now, pause } from './clock.js';
import type { Host } from './host.js';
import type { Player } from './player.js';
import { shownOf, TOP } from './screen.js';
import { tolerant } from './tolerant.js';
import type { World } from './world.js';

/** The state of the server must not change for this long, so that every client has had the time to receive it. */
const STEADY_MS = 3_000;
/** A fault can have hit a client that differs: it gets this much time without faults to become right. */
export const CALM_MS = 8_000;
const AGAIN_MS = 500;

/** A session whose screens are compared. */
export interface Looked {
  sessionId: string;
  players: Player[];
  /** With `all`, a client that is not connected differs; otherwise only connected clients are compared. */
  all: boolean;
}

/**
 * Compares the screens of the session's connected clients with the state of the server, once both have had time to settle,
 * and writes the result down. Clients that differ are compared again until they agree, or there was no fault for a while.
 *
 * @param end stops the attempts: in a session that never stands still there is nothing to compare
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

/** The state of the server over REST; undefined when it refuses to return it. */
async function said(world: World, host: Host, sessionId: string): Promise<Screen | undefined> {
  const state = await tolerant(world, { sessionId, what: 'state' }, () => host.state(sessionId));
  const board = await tolerant(world, { sessionId, what: 'board' }, () => host.board(sessionId, TOP));
  if (!state || !board) return undefined;
  const { rev, status, index } = state;
  return { rev, status, index, board: shownOf(board) };
}
