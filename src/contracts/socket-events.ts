import type { AnswerValue, PlayerQuestion } from './quiz.js';
import type { HostCommand, Leaderboard, SessionState, Standing, StandingAround } from './session.js';

/** Of Socket.IO, in the default namespace. */
export const SOCKET_PATH = '/socket.io';

export interface FieldError {
  path: string;
  message: string;
}

/** What became of a scored answer; sent at once when self-paced, with the reveal when live. */
export interface AnswerResult {
  correct: boolean;
  /** 0 to 1. */
  fraction: number;
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
  /** The first answer stands; self-paced it is told again. */
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

export interface ClientToServerEvents {
  answer(payload: { questionId: string; value: AnswerValue }, ack: (reply: AnswerAck) => void): void;
  question(payload: { index: number }, ack: (reply: QuestionAck) => void): void;
  leaderboard(payload: { offset?: number; limit?: number }, ack: (reply: LeaderboardAck) => void): void;
  standing(payload: object, ack: (reply: StandingAck) => void): void;
  sync(payload: object, ack: (reply: SyncAck) => void): void;
  host(payload: { command: HostCommand; playerId?: string }, ack: (reply: HostAck) => void): void;
}

export interface ServerToClientEvents {
  session(state: SessionState): void;
  leaderboard(board: Leaderboard): void;
  ended(event: { rev: number; podium: Standing[]; you?: Standing; total: number }): void;
}
