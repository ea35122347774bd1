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
  /** With an open question, as `question`. */
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

/** Self-paced: a question was opened (`ok`). `sentAt` is when it was asked for. */
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

/** A client was refused for good: over REST by a status of 4xx but 401 and 429, on a socket by `connect_error` with a code. */
export interface RefusedLine {
  type: 'refused';
  at: number;
  /** When the attempt that was refused began. */
  sentAt: number;
  sessionId: string;
  what: 'handshake' | 'join' | 'state' | 'board' | 'command';
  code: string;
  playerId?: string;
  /** What the player joined by. */
  nickname?: string;
  key?: string;
}

/** Event `kicked`. Nobody is kicked by a host, and nobody plays by two connections. */
export interface KickedLine extends OnConnection {
  type: 'kicked';
  reason: string;
}

/** A leaderboard by its content. */
export interface Shown {
  total: number;
  answers: number;
  top: { rank: number; playerId: string; score: number; correct: number; answered: number }[];
}

/** What a client has on its screen, or the server says, of a session. */
export interface Screen {
  rev: number;
  status: Status;
  index: number;
  board?: Shown;
}

/**
 * A moment in which the server said the same of a session for a while, and what each connected client showed then.
 * Written only when a client that differs has had time enough, without faults, to be told.
 */
export interface LookLine {
  type: 'look';
  at: number;
  sessionId: string;
  server: Screen;
  /** Clients that showed what the server says. */
  agreed: number;
  /** Those that did not; `version` is that of their board. */
  differed: ({ playerId: string; connection: number; version?: number } & Partial<Screen>)[];
}
