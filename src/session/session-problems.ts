import { type PodiumError, problem } from '../platform/problems/podium-error.js';
import type { CommandRejection, JoinRefusal } from './state/scripts.js';

type Refusal = Parameters<typeof problem>;

/** Is also used for sessions of other hosts, so that nobody learns which ids exist. */
export const sessionUnknown = (): PodiumError => problem('SESSION_UNKNOWN');

export const pinUnknown = (): PodiumError => problem('PIN_UNKNOWN');

/** For a session that exists but can't be read at the moment. */
export const sessionNotBack = (): PodiumError =>
  problem('BUSY', {
    detail: 'The session could not be asked right now; try again in a moment.',
    retryAfter: 1,
  });

/**
 * The claim on the PIN expired before the session was created, and another session has taken the PIN. Nobody can join the new
 * session, and it ends by itself.
 */
export const openedTooSlowly = (): PodiumError =>
  problem('UNAVAILABLE', {
    detail: 'The session could not be opened in time; try again.',
    retryAfter: 1,
  });

/** A join that gets no seat. */
export const joinRefused = (code: JoinRefusal): PodiumError =>
  problem(code, code === 'TOO_MANY_JOINS' ? { retryAfter: 1 } : {});

/** Why a player has no seat: the host kicked the player, or the session does not know the player (`later`: not yet). */
export type Seatless = 'kicked' | 'unknown' | 'later';

const OF_SOCKETS: Record<Seatless, Refusal> = {
  kicked: ['PLAYER_KICKED'],
  unknown: ['PLAYER_UNKNOWN', { detail: 'This player has no seat in the session.' }],
  later: ['BUSY', { detail: 'This player’s seat is not back yet; connect again in a moment.' }],
};

/** For the handshake of a socket whose token belongs to a player without a seat. */
export const seatless = (why: Seatless): PodiumError => problem(...OF_SOCKETS[why]);

const OF_COMMANDS: Record<CommandRejection, string | undefined> = {
  SESSION_ENDED: 'The session has ended; nothing can be changed any more.',
  COMMAND_NOT_ALLOWED: undefined,
  PLAYER_UNKNOWN: 'There is no such player in this session; give the playerId of the one to remove.',
};

/** For a host's command that the state of the session does not allow. The status is always 409. */
export const commandRejected = (code: CommandRejection): PodiumError =>
  problem(code, { status: 409, detail: OF_COMMANDS[code] });
