import type { Fraction } from './numbers.js';
import type { AnswerValue, PlayerQuestion } from './quiz.js';
import type { HostCommand, Leaderboard, SessionState, Standing, StandingAround } from './session.js';

/** Where Socket.IO listens; everything goes through the default namespace. */
export const SOCKET_PATH = '/socket.io';

export interface FieldError {
  path: string;
  message: string;
}

/** The result of a scored answer; sent at once when self-paced, with the reveal when live. */
export interface AnswerResult {
  correct: boolean;
  /** How right it was. */
  fraction: Fraction;
  points: number;
  /** The player's score after it. */
  score: number;
  rank: number;
  streak: number;
}

export interface Invalid {
  status: 'invalid';
  errors: FieldError[];
}
export interface Busy {
  status: 'busy';
}
export interface Forbidden {
  status: 'forbidden';
}

export type AnswerAck =
  | ({ status: 'accepted' } & Partial<AnswerResult>)
  /** The first answer stands; a self-paced session sends its result again. */
  | ({ status: 'duplicate' } & Partial<AnswerResult>)
  | { status: 'late' }
  | { status: 'closed' }
  | Invalid
  | Busy
  | Forbidden;

export type QuestionAck =
  | { status: 'ok'; index: number; question: PlayerQuestion; openedAt: number; closesAt: number; now: number }
  | { status: 'closed' }
  | Invalid
  | Busy
  | Forbidden;

export type LeaderboardAck = Leaderboard | Invalid | Busy;
export type StandingAck = StandingAround | Busy | Forbidden;
export type SyncAck = SessionState | Busy;
export type HostAck =
  | { status: 'ok'; session: SessionState }
  | { status: 'rejected'; code: string; detail: string }
  | Invalid
  | Busy
  | Forbidden;

/** Live: a question opens, or goes on after a pause. */
export interface QuestionEvent {
  rev: number;
  index: number;
  questionCount: number;
  question: PlayerQuestion;
  openedAt: number;
  closesAt: number;
  now: number;
}

/** The answer to a question. */
export interface AnswerKey {
  questionId: string;
  /** As the author wrote it: choice ids, a boolean, a number, or the accepted texts of a text question; null for a poll. */
  correct: AnswerValue | null;
  explanation?: string;
}

/** Live: the answer, and what the players said. */
export interface RevealEvent extends AnswerKey {
  rev: number;
  /** Answers by choice id or value. */
  distribution: Record<string, number>;
  answered: number;
}

/** The players who came and those who were sent away since the last such event. */
export interface PlayersEvent {
  count: number;
  joined: { playerId: string; nickname: string }[];
  left: string[];
}

/** `you` is for a player; `answers`, in the order played, are there when the session shows them after its end. */
export interface EndedEvent {
  rev: number;
  podium: Standing[];
  you?: Standing;
  total: number;
  answers?: AnswerKey[];
}

export interface ClientToServerEvents {
  answer(payload: { questionId: string; value: AnswerValue }, ack: (reply: AnswerAck) => void): void;
  question(payload: { index: number }, ack: (reply: QuestionAck) => void): void;
  leaderboard(payload: { offset?: number; limit?: number }, ack: (reply: LeaderboardAck) => void): void;
  standing(payload: object, ack: (reply: StandingAck) => void): void;
  sync(payload: object, ack: (reply: SyncAck) => void): void;
  host(
    payload: { command: HostCommand; playerId?: string; question?: string },
    ack: (reply: HostAck) => void,
  ): void;
}

export interface ServerToClientEvents {
  session(state: SessionState): void;
  question(event: QuestionEvent): void;
  progress(event: { questionId: string; answered: number; players: number }): void;
  reveal(event: RevealEvent): void;
  result(event: { questionId: string } & AnswerResult): void;
  leaderboard(board: Leaderboard): void;
  players(event: PlayersEvent): void;
  kicked(event: { reason: string }): void;
  ended(event: EndedEvent): void;
}
