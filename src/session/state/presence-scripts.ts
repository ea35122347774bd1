import type { RedisConnection } from '../../platform/redis/connect.js';
import { scriptKeys } from './layout.js';
import { changingScript } from './session-script.js';

/**
 * A player whose connection broke is still there for this many milliseconds, and so are the players of a ws node that is
 * silent. After that no question waits for them any more.
 */
export const LINE_PATIENCE_MS = 10_000;

const scripts = {
  presence: changingScript(import.meta.url, './lua/presence.lua'),
  patrol: changingScript(import.meta.url, './lua/patrol.lua'),
};

/**
 * The change that is reported for a player's socket: it has come, is still there, has lost its connection (the player probably
 * reconnects soon, and is still there until then), or was closed by the player, who has left.
 */
export type PresenceChange = 'came' | 'stays' | 'went' | 'left';

/** `replaced` names the socket that this one replaces; `stale`: a later socket of the player is known already. */
export type PresenceOutcome = { code: 'ok'; replaced: string } | { code: 'PLAYER_UNKNOWN' | 'stale' };

/** @param socket `node/socketId@admittedAt` */
export async function presence(
  redis: RedisConnection,
  sessionId: string,
  change: PresenceChange,
  playerId: string,
  socket: string,
): Promise<PresenceOutcome | undefined> {
  const args = [sessionId, change, playerId, socket, LINE_PATIENCE_MS];
  const reply = (await scripts.presence.run(redis, scriptKeys(sessionId), args)) as
    [code: PresenceOutcome['code'], replaced?: string] | null;
  if (!reply) return undefined;
  const [code, replaced = ''] = reply;
  return code === 'ok' ? { code, replaced } : { code };
}

export interface Patrolled {
  /** False when the session does not know everything that the node has reported so far. */
  known: boolean;
  /** Must be passed with the next patrol; -1 when the session has ended. */
  beat: number;
  /** Players with a seat. */
  seats: number;
}

/** Reports that a node has sockets of the session, or none any more (`leaving`). @param beat of its last patrol, -1 for none */
export async function patrol(
  redis: RedisConnection,
  sessionId: string,
  node: string,
  beat: number,
  leaving = false,
): Promise<Patrolled | undefined> {
  const args = [sessionId, node, LINE_PATIENCE_MS, beat, leaving ? 1 : 0];
  const reply = (await scripts.patrol.run(redis, scriptKeys(sessionId), args)) as
    [known: number, beat: number, seats: number] | null;
  return reply ? { known: reply[0] === 1, beat: reply[1], seats: reply[2] } : undefined;
}
