/** Lines of the history about what clients were shown and refused. */

export type Status = 'lobby' | 'question' | 'reveal' | 'paused' | 'open' | 'ended';

/** A line about a player's connection. */
interface OnConnection {
  at: number;
  sessionId: string;
  playerId: string;
  connection: number;
}

/** Event `session`, as it came. `now` and `closesAt` are by the server's clock. */
export interface StateLine extends OnConnection {
  type: 'state';
  rev: number;
  status: Status;
  index: number;
  now: number;
  /** Only with an open question, like those of `question`. */
  questionId?: string;
  closesAt?: number;
}

/** Live: event `question`, as it came. */
export interface QuestionLine extends OnConnection {
  type: 'question';
  rev: number;
  index: number;
  questionId: string;
  closesAt: number;
  now: number;
}

/** Live: event `reveal`, as it came. */
export interface RevealLine extends OnConnection {
  type: 'reveal';
  rev: number;
  questionId: string;
}

/** Self-paced: a question was opened (`ok`). `sentAt` is the time of the first request for it. */
export interface OpenedLine extends OnConnection {
  type: 'opened';
  sentAt: number;
  questionId: string;
}

/** A host is about to send a command. */
export interface CommandLine {
  type: 'command';
  at: number;
  sessionId: string;
  command: string;
}

/** A client was refused for good: over REST by a 4xx other than 401 and 429, on a socket by `connect_error` with a code. */
export interface RefusedLine {
  type: 'refused';
  at: number;
  /** When the attempt that was refused began. */
  sentAt: number;
  sessionId: string;
  what: 'handshake' | 'join' | 'state' | 'board' | 'command';
  code: string;
  playerId?: string;
  /** The nickname and key of the join. */
  nickname?: string;
  key?: string;
}

/** Event `kicked`. It is a surprise: no host kicks a player, and nobody plays on two connections. */
export interface KickedLine extends OnConnection {
  type: 'kicked';
  reason: string;
}

/** The content of a leaderboard. */
export interface Shown {
  total: number;
  answers: number;
  top: { rank: number; playerId: string; score: number; correct: number; answered: number }[];
}

/** A session as a client shows it, or as the server returns it. */
export interface Screen {
  rev: number;
  status: Status;
  index: number;
  board?: Shown;
}

/**
 * A moment before which the server had returned the same state for a while, and what each connected client showed then. A
 * client that differs is written down only if it had enough time, without faults, to receive the state.
 */
export interface LookLine {
  type: 'look';
  at: number;
  sessionId: string;
  server: Screen;
  /** The number of clients that showed the same as the server. */
  agreed: number;
  /** The clients that did not; `version` is that of their board. */
  differed: ({ playerId: string; connection: number; version?: number } & Partial<Screen>)[];
}
