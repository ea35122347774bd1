import type { LookLine, RefusedLine, Status } from '../history.js';

/** What a session's clients were shown, refused and did, beside their answers. */
export interface GameHistory {
  /** Live: each time a client was told of an open question, in the order of the history. */
  asked: Asking[];
  /** By how much the server's clock was ahead of the history's when each message with a time came, in ms. */
  aheadMs: number[];
  /** When somebody was first shown that a question is over, by its place in the session. */
  overAt: Map<number, number>;
  /** Each time a client was shown that the session is paused. */
  pausedAt: number[];
  /** When somebody was first shown that the session has ended. */
  endedAt?: number;
  commands: { at: number; command: string }[];
  refused: RefusedLine[];
  looks: LookLine[];
  /** Keys of the clients that got a seat by a nickname. */
  nicknames: Map<string, Set<string>>;
  /** Seats that were given for one key of a client, by key. */
  seats: Map<string, { at: number; playerIds: Set<string> }>;
}

/** An open question as a client was told of it. */
export interface Asking {
  at: number;
  questionId: string;
  index: number;
  /** By the server's clock: tells one opening from the next, after a pause. */
  closesAt: number;
}

/** A connection of a player. */
export interface Presence {
  connection: number;
  node: string;
  from: number;
  /** `Infinity` while it is up. */
  to: number;
  /** The client itself closed it. */
  goodbye: boolean;
}

/** A `rev` that a player was told. */
export interface ToldRev {
  at: number;
  connection: number;
  rev: number;
  by: string;
}

/** What a player was told, and when it was there. */
export interface PlayerGame {
  presences: Presence[];
  revs: ToldRev[];
  /** Self-paced: when a question was first asked for that was opened then, by question. */
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

/** Statuses in which the question at the session's place is over. */
export const isOver = (status: Status): boolean => status === 'reveal' || status === 'ended';
