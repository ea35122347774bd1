import type {
  CommandLine,
  KickedLine,
  LookLine,
  OpenedLine,
  QuestionLine,
  RefusedLine,
  RevealLine,
  StateLine,
} from './history-screens.js';

export type * from './history-faults.js';
export type * from './history-screens.js';

/**
 * What the clients of a fault run wrote down, one JSON object a line of `history.jsonl`, each client's in its own order.
 * Written by the load, read by the checker; nothing of it comes from `src/`, and nobody writes what it only believes.
 *
 * Times (`at`) are milliseconds since the epoch by the one clock of the load, which never goes back.
 */
export type HistoryLine =
  | SessionLine
  | PlayerLine
  | SentLine
  | ToldLine
  | UntoldLine
  | ResultLine
  | ConnectedLine
  | DisconnectedLine
  | BoardLine
  | EndedLine
  | ClosedLine
  | StateLine
  | QuestionLine
  | RevealLine
  | OpenedLine
  | CommandLine
  | RefusedLine
  | KickedLine
  | LookLine;

export type Value = string[] | boolean | string | number;

/** What of a question the checker has to know to score an answer by itself. */
export interface AskedQuestion {
  id: string;
  type: 'single' | 'multiple' | 'true-false' | 'number' | 'order' | 'poll';
  timeLimitMs: number;
  weight: 0 | 1 | 2;
  /** As the author wrote it; none for a poll. */
  correct?: Value;
  tolerance?: number;
}

/** A session was created (201). `scoring` as it was asked for. */
export interface SessionLine {
  type: 'session';
  at: number;
  sessionId: string;
  mode: 'live' | 'self-paced';
  questions: AskedQuestion[];
  scoring: { maxPoints: number; timeWeight: number; streakBonus: number; multiple: 'strict' };
}

/** A player got a seat (201). */
export interface PlayerLine {
  type: 'player';
  at: number;
  sessionId: string;
  playerId: string;
  nickname: string;
  /** What the client made up, so that its join could be sent twice; none where the server takes none. */
  key?: string;
}

/** One attempt to send one answer. A retry sends the same value under the same `op` with the next `attempt`. */
export interface SentLine {
  type: 'sent';
  at: number;
  sessionId: string;
  playerId: string;
  questionId: string;
  value: Value;
  /** Number of the answer, unique in the history. */
  op: number;
  /** From 1. */
  attempt: number;
  /** When it was to be sent by plan; later than that, the player could not send it. */
  due?: number;
}

/** An attempt was acknowledged. `points` and `score` come with `accepted` and `duplicate` of a self-paced session. */
export interface ToldLine {
  type: 'told';
  at: number;
  op: number;
  attempt: number;
  status: string;
  points?: number;
  score?: number;
  rank?: number;
}

/** No acknowledgement came: the line broke, or it took too long. The answer may have been counted or not. */
export interface UntoldLine {
  type: 'untold';
  at: number;
  op: number;
  attempt: number;
  reason: string;
}

/** Live: event `result`, as it came. */
export interface ResultLine {
  type: 'result';
  at: number;
  sessionId: string;
  playerId: string;
  questionId: string;
  points: number;
  score: number;
}

/** A socket is up. `node` is the ws node by the prefix of the connection's id. */
export interface ConnectedLine {
  type: 'connected';
  at: number;
  sessionId: string;
  playerId: string;
  node: string;
  /** From 1, one more with each connection of this player. */
  connection: number;
}

export interface DisconnectedLine {
  type: 'disconnected';
  at: number;
  sessionId: string;
  playerId: string;
  connection: number;
  reason: string;
}

/**
 * Event `leaderboard`, in the order this connection got them, or what it was told when it asked for one. `top` is written
 * by one player of each session only.
 */
export interface BoardLine {
  type: 'board';
  at: number;
  sessionId: string;
  playerId: string;
  connection: number;
  version: number;
  /** It was asked for: it may come after one that is newer. */
  asked?: true;
  top?: { rank: number; playerId: string; score: number }[];
}

/** Event `ended`, as it came. */
export interface EndedLine {
  type: 'ended';
  at: number;
  sessionId: string;
  playerId: string;
  total: number;
  /** Missing in histories of before it was written. */
  rev?: number;
  score?: number;
  rank?: number;
  podium: { rank: number; playerId: string; score: number }[];
}

/** The host was told that its session has ended, or read it so. Every session of a run must have this line. */
export interface ClosedLine {
  type: 'closed';
  at: number;
  sessionId: string;
}
