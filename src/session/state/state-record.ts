import type { SessionStatus } from '../../contracts/session.js';
import { type AnswerRecord, parseAnswerRecord, parseTally, type Tally } from './records.js';

/** A player's own part of a session. */
export interface OwnRecord {
  /** As it is shown: trimmed and normalised. */
  nickname: string;
  /** Score and place as they are shown: without the open question of a live session. */
  score: number;
  rank: number;
  tally: Tally;
  /** Answers by the place of their question in the quiz, from 0; those that can't be read are left out. */
  answers: Map<number, AnswerRecord>;
}

/** The state of a session as Redis has it at one instant. Times are milliseconds since the epoch by Redis' clock. */
export interface StateRecord {
  now: number;
  players: number;
  status: SessionStatus;
  rev: number;
  /** The number of the current question, from 0; -1 before the first. */
  index: number;
  locked: boolean;
  pin: string;
  /** When the last question opened, and when it closes; 0 when none was opened. */
  openedAt: number;
  closesAt: number;
  /** While the session is paused: the time that is left of the question, or until the next one; -1 for none. */
  remainingMs: number;
  pausedFrom: string;
  /** Players who have answered the current question. */
  answered: number;
  /** Version of the newest leaderboard that was published; 0 for none. */
  boardVersion: number;
  /** Missing for a host and for a player without a seat. */
  own?: OwnRecord;
}

/** The reply of `read-state.lua`. */
export type StateReply = [
  now: string,
  players: number,
  status: SessionStatus,
  rev: string,
  index: string,
  locked: string,
  openedAt: string,
  closesAt: string,
  pin: string,
  remaining: string,
  pausedFrom: string,
  answered: number,
  boardVersion: number,
  own?: OwnReply,
];

type OwnReply = [
  nickname: string,
  score: number,
  rank: number,
  tally: string,
  ...answers: (number | string)[],
];

export function parseState(reply: StateReply): StateRecord {
  const [now, players, status, rev, index, locked, openedAt, closesAt, pin, remaining, pausedFrom] = reply;
  const [answered, boardVersion, own] = reply.slice(11) as [number, number, OwnReply?];
  return {
    now: Number(now),
    players,
    status,
    rev: Number(rev),
    index: Number(index),
    locked: locked === '1',
    pin,
    openedAt: Number(openedAt),
    closesAt: Number(closesAt),
    remainingMs: Number(remaining),
    pausedFrom,
    answered,
    boardVersion,
    ...(own && { own: parseOwn(own) }),
  };
}

/** An answer whose record can't be read is left out, and the player goes on without it. */
function parseOwn([nickname, score, rank, tally, ...pairs]: OwnReply): OwnRecord {
  const answers = new Map<number, AnswerRecord>();
  for (let i = 0; i < pairs.length; i += 2) {
    const record = parseAnswerRecord(pairs[i + 1] as string);
    if (record) answers.set((pairs[i] as number) - 1, record);
  }
  return { nickname: JSON.parse(nickname) as string, score, rank, tally: parseTally(tally), answers };
}
