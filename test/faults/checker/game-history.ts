import type { LookLine, RefusedLine, Status } from '../history.js';

/** What the clients of a session were shown and refused, and what they did, apart from their answers. */
export interface GameHistory {
  /** Live: an entry each time a client received an open question, in the order of the history. */
  asked: Asking[];
  /** By how many ms the server's clock was ahead of the history's, for each message with a time. */
  aheadMs: number[];
  /** The time when a client was first shown that a question is over, by its place in the session. */
  overAt: Map<number, number>;
  /** An entry each time a client was shown that the session is paused. */
  pausedAt: number[];
  /** The time when a client was first shown that the session has ended. */
  endedAt?: number;
  commands: { at: number; command: string }[];
  refused: RefusedLine[];
  looks: LookLine[];
  /** Keys of the clients that got a seat, by nickname. */
  nicknames: Map<string, Set<string>>;
  /** Seats that were given for one key of a client, by key. */
  seats: Map<string, { at: number; playerIds: Set<string> }>;
}

/** An open question, as a client received it. */
export interface Asking {
  at: number;
  questionId: string;
  index: number;
  /** By the server's clock; it distinguishes one opening from the next, after a pause. */
  closesAt: number;
}

/** A connection of a player. */
export interface Presence {
  connection: number;
  node: string;
  from: number;
  /** `Infinity` while it is up. */
  to: number;
  /** Whether the client itself closed it. */
  goodbye: boolean;
}

/** A `rev` that a player received. */
export interface ToldRev {
  at: number;
  connection: number;
  rev: number;
  by: string;
}

/** What a player received, and when it was connected. */
export interface PlayerGame {
  presences: Presence[];
  revs: ToldRev[];
  /** Self-paced, by question: the time of the first request that opened it. */
  opened: Map<string, number>;
  kicks: { at: number; reason: string }[];
}

export const emptyGame = (): GameHistory => ({
  asked: [],
  aheadMs: [],
  overAt: new Map(),
  pausedAt: [],
  commands: [],
  refused: [],
  looks: [],
  nicknames: new Map(),
  seats: new Map(),
});

export const emptyPlayerGame = (): PlayerGame => ({
  presences: [],
  revs: [],
  opened: new Map(),
  kicks: [],
});

/** Whether in this status the question at the session's place is over. */
export const isOver = (status: Status): boolean => status === 'reveal' || status === 'ended';
