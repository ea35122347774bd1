import type { Fraction } from './numbers.js';
import type { AnswerValue } from './quiz.js';
import type { SessionMode, SessionStatus, Standing } from './session.js';

export const TOPICS = {
  /** Keyed `sessionId:playerId`. */
  answers: 'podium.answers',
  /** Keyed `sessionId`. */
  sessions: 'podium.sessions',
} as const;

/** The topic of messages that can't be read or stored, with the reason in their headers. */
export const deadLetterTopic = (topic: string) => `${topic}.dlq`;

/** One accepted answer. `id` is `sessionId:playerId:questionId`: of all events with one id, only one counts. */
export interface AnswerEvent {
  v: 1;
  id: string;
  /** Time of acceptance, by the clock of Redis. */
  at: number;
  sessionId: string;
  playerId: string;
  questionId: string;
  value: AnswerValue;
  /** How right it was. */
  fraction: Fraction;
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

/** A session's state after an event; a rebuild starts from it. */
export interface SessionLife {
  status: SessionStatus;
  /** Current question from 0; -1 before the first. */
  index: number;
  locked: boolean;
  openedAt?: number;
  closesAt?: number;
  /** While paused. */
  pausedFrom?: 'question' | 'reveal';
  /** While paused: what is left of the question, or of the time to the next one; -1 when the host decides. */
  remainingMs?: number;
}

/** A step in the life of a session. `rev` rises with each; an older one changes nothing any more. */
interface LifeEvent extends SessionEventBase {
  rev: number;
  life: SessionLife;
}

export type SessionLifeEvent =
  | (LifeEvent & { type: 'question-opened' | 'question-closed'; questionId: string })
  | (LifeEvent & { type: 'paused' | 'resumed' | 'locked' | 'unlocked' })
  | (LifeEvent & { type: 'player-kicked'; playerId: string })
  /** With the first hundred of the final ranking and the number of players in all. */
  | (LifeEvent & { type: 'ended'; players: number; standings: Standing[] });

export type SessionEvent =
  | (SessionEventBase & { type: 'created'; mode: SessionMode; quizId: string; hostId: string; pin: string })
  | (SessionEventBase & { type: 'player-joined'; playerId: string; nickname: string })
  | SessionLifeEvent;
