import type { Fraction } from './numbers.js';
import type { AnswerValue, PlayerQuestion } from './quiz.js';

export const SESSION_MODES = ['live', 'self-paced'] as const;
export type SessionMode = (typeof SESSION_MODES)[number];

export type SessionStatus = 'lobby' | 'question' | 'reveal' | 'paused' | 'open' | 'ended';

export const SCORING_RULES = ['classic-v1'] as const;

/** The rules for how a `multiple` question scores an answer that is right in part. */
export const MULTIPLE_RULES = ['strict', 'balanced', 'lenient'] as const;
export type MultipleRule = (typeof MULTIPLE_RULES)[number];

/** A scoring rule as a session froze it. */
export interface Scoring {
  rule: (typeof SCORING_RULES)[number];
  /** Points for an instant right answer with weight 1; 0 to 10,000. */
  maxPoints: number;
  /** Share of the points that depends on the time of the answer. */
  timeWeight: Fraction;
  /** Points for each step of a streak, at most five steps. */
  streakBonus: number;
  multiple: MultipleRule;
}

export interface Settings {
  scoring: Scoring;
  /** Rows of a leaderboard message, 1 to 100. */
  leaderboardSize: number;
  lateJoin: boolean;
  maxPlayers?: number;
  shuffleQuestions: boolean;
  shuffleChoices: boolean;
  showAnswersAfterEnd: boolean;
  autoAdvanceMs?: number;
  /** Live: a question closes as soon as everyone who is there has answered. */
  earlyClose: boolean;
}

/** One row of the ranking. */
export interface Standing {
  /** From 1. */
  rank: number;
  playerId: string;
  nickname: string;
  score: number;
  correct: number;
  answered: number;
  /** Places gained since the previous snapshot (self-paced) or question (live); negative when lost. */
  moved: number;
}

/** A snapshot of the ranking, complete whatever came before it. */
export interface Leaderboard {
  sessionId: string;
  /** Rises with every snapshot of the session. */
  version: number;
  at: number;
  /** Players on the board. */
  total: number;
  /** Answers counted so far. */
  answers: number;
  top: Standing[];
}

/** A player's standing with the rows around it. */
export interface StandingAround {
  standing: Standing;
  around: Standing[];
}

export interface You {
  playerId: string;
  nickname: string;
  score: number;
  rank: number;
  streak: number;
  /** Ids of the answered questions. */
  answered: string[];
  /** The answers, by question id. */
  answers: Record<string, AnswerValue>;
}

/** State of a session as sent to its members. */
export interface SessionState {
  sessionId: string;
  pin: string;
  title: string;
  mode: SessionMode;
  status: SessionStatus;
  /** Rises with every change of state. */
  rev: number;
  /** Current question from 0; -1 before the first and when self-paced. */
  index: number;
  questionCount: number;
  players: number;
  locked: boolean;
  now: number;
  question?: PlayerQuestion;
  openedAt?: number;
  closesAt?: number;
  /** Live: answers to the question so far. */
  answered?: number;
  /** While a question is paused: what is left of its time. */
  remainingMs?: number;
  you?: You;
}

export const HOST_COMMANDS = [
  'start',
  'close',
  'next',
  'end',
  'lock',
  'unlock',
  'kick',
  'pause',
  'resume',
] as const;
export type HostCommand = (typeof HOST_COMMANDS)[number];
