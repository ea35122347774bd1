import type { AnswerValue } from './quiz.js';
import type { SessionMode } from './session.js';

export const TOPICS = {
  /** Keyed `sessionId:playerId`. */
  answers: 'podium.answers',
  /** Keyed `sessionId`. */
  sessions: 'podium.sessions',
} as const;

/** Where a message goes that can't be parsed, with the reason in its headers. */
export const deadLetterTopic = (topic: string) => `${topic}.dlq`;

/** One accepted answer. `id` is `sessionId:playerId:questionId`: at most one of it ever counts. */
export interface AnswerEvent {
  v: 1;
  id: string;
  /** Redis time of acceptance. */
  at: number;
  sessionId: string;
  playerId: string;
  questionId: string;
  value: AnswerValue;
  /** 0 to 1. */
  fraction: number;
  correct: boolean;
  points: number;
  elapsedMs: number;
  /** Right answers in a row, this one included. */
  streak: number;
}

interface SessionEventBase {
  v: 1;
  id: string;
  at: number;
  sessionId: string;
}

export type SessionEvent =
  | (SessionEventBase & { type: 'created'; mode: SessionMode; quizId: string; hostId: string; pin: string })
  | (SessionEventBase & { type: 'player-joined'; playerId: string; nickname: string })
  | (SessionEventBase & { type: 'ended' });
