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
 * Everything that the clients of a fault run wrote down, one JSON object a line of `history.jsonl`, each client's in its own
 * order. The load writes it, and the checker reads it. Nothing of it comes from `src/`, and a client writes only what it has
 * seen itself.
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

/** The part of a question that the checker needs to score an answer by itself. */
export interface AskedQuestion {
  id: string;
  type: 'single' | 'multiple' | 'true-false' | 'number' | 'order' | 'poll';
  timeLimitMs: number;
  weight: 0 | 1 | 2;
  /** As the author wrote it; a poll has none. */
  correct?: Value;
  tolerance?: number;
}

/** A session was created (201), with the requested `scoring`. */
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
  /** Made up by the client, so that its join can be sent twice; missing where the server takes no key. */
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
  /** The planned time; when `at` is later, the player could not send the answer sooner. */
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

/** No acknowledgement came: the connection broke, or it took too long. The answer can have been counted or not. */
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

/** A socket is up. `node` is the ws node, from the prefix of the connection's id. */
export interface ConnectedLine {
  type: 'connected';
  at: number;
  sessionId: string;
  playerId: string;
  node: string;
  /** From 1; it rises by one with each connection of this player. */
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
 * Event `leaderboard`, in the order in which this connection got them, or the reply to a request for one. Only one player of
 * each session writes `top`.
 */
export interface BoardLine {
  type: 'board';
  at: number;
  sessionId: string;
  playerId: string;
  connection: number;
  version: number;
  /** It was asked for, so it can come after a newer one. */
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
  /** Missing in older histories, which did not record it. */
  rev?: number;
  score?: number;
  rank?: number;
  podium: { rank: number; playerId: string; score: number }[];
}

/** The host received or read that its session has ended. Every session of a run must have this line. */
export interface ClosedLine {
  type: 'closed';
  at: number;
  sessionId: string;
}
