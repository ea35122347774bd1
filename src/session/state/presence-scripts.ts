import type { RedisConnection } from '../../platform/redis/connect.js';
import { scriptKeys } from './layout.js';
import { changingScript } from './session-script.js';

/**
 * A player who lost the line is still there for so many milliseconds, and so are the players of a ws node that has been
 * silent. After that nobody waits for them any more.
 */
export const LINE_PATIENCE_MS = 10_000;

const scripts = {
  presence: changingScript(import.meta.url, './lua/presence.lua'),
  patrol: changingScript(import.meta.url, './lua/patrol.lua'),
};

/**
 * What a socket has to say of its player: it has come, is still there, has lost its line (the player is back soon, and until then
 * still there), or was closed by the player, who has left.
 */
export type PresenceChange = 'came' | 'stays' | 'went' | 'left';

/** `replaced` names the socket that this one takes the place of; `stale`: the player has come by a later socket already. */
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
  /** False when the session does not know what the node has said so far. */
  known: boolean;
  /** To be given with the next patrol; -1 when the session has ended. */
  beat: number;
  /** Players with a seat. */
  seats: number;
}

/** A node says that it has sockets of the session, or, `leaving`, none any more. @param beat of its last patrol, -1 for none */
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
