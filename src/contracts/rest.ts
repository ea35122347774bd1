import type { Fraction } from './numbers.js';
import type { QuestionType, QuizSummary } from './quiz.js';
import type { Leaderboard, SessionMode, SessionState, SessionStatus, Settings } from './session.js';
import type { FieldError } from './socket-events.js';

/** RFC 9457 `application/problem+json`. `code` is stable; `detail` is for people. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
}

/** A host, as the host's own client sees it. */
export interface Host {
  id: string;
  /** @format email */
  email: string;
  name: string;
}

/** Answer to a login. */
export interface HostTokens {
  host: Host;
  /** For `Authorization: Bearer`; valid for 15 minutes. */
  accessToken: string;
  /** For `POST /v1/hosts/refresh`; valid once, within 30 days. */
  refreshToken: string;
}

export interface Page<Item> {
  items: Item[];
  /** `cursor` of the next page; null after the last. */
  nextCursor: string | null;
}

export type SessionPage = Page<SessionSummary>;

export type QuizPage = Page<QuizSummary>;

export interface SessionCreated {
  sessionId: string;
  pin: string;
  joinUrl: string;
  mode: SessionMode;
  status: SessionStatus;
  hostToken: string;
}

/** A host's view of its session. */
export interface HostedSession extends SessionState {
  quizId: string;
  settings: Settings;
  /** For this device's socket. */
  hostToken: string;
}

export interface SessionSummary {
  sessionId: string;
  quizId: string;
  title: string;
  pin: string;
  mode: SessionMode;
  status: SessionStatus;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. */
  endedAt?: number;
}

export interface PinLookup {
  sessionId: string;
  title: string;
  mode: SessionMode;
  status: SessionStatus;
  locked: boolean;
  questionCount: number;
}

/** Answer to a join: everything that a client needs before it connects its socket. */
export interface Joined {
  playerId: string;
  playerToken: string;
  nickname: string;
  session: SessionState;
  quiz: QuizSummary & { description?: string; language?: string };
  leaderboard: Leaderboard;
  socket: { url: string; path: string };
}

export interface AuditTotals {
  players: number;
  answers: number;
  points: number;
}

/** One thing that two stores disagree on. */
export interface AuditDifference {
  kind: string;
  playerId: string;
  questionId?: string;
  redis?: unknown;
  mongo?: unknown;
}

export interface Audit {
  sessionId: string;
  redis: AuditTotals;
  mongo: AuditTotals;
  /** Entries and messages on their way to MongoDB. `kafkaLag` counts those of all sessions; -1 while Kafka can't be asked. */
  pending: { outbox: number; kafkaLag: number };
  /** At most 1,000 are listed. */
  differences: AuditDifference[];
  /** Whether there are no differences and nothing in the outbox, whatever other sessions have under way. */
  consistent: boolean;
}

export interface ReportPlayer {
  /** From 1; null for players the host sent away, who come last. */
  rank: number | null;
  playerId: string;
  /** Empty while the join is still on its way to MongoDB. */
  nickname: string;
  score: number;
  correct: number;
  answered: number;
  /** The mean over all answers, polls included; null without any. */
  meanTimeMs: number | null;
  /** Sent away by the host. */
  kicked: boolean;
}

/** A question of the report. It counts the answers of all players except those whom the host sent away. */
export interface ReportQuestion {
  questionId: string;
  /** Place in the quiz as written, from 0. */
  index: number;
  type: QuestionType;
  text: string;
  answered: number;
  /** Mean of the fractions; null for a poll and without answers. */
  accuracy: Fraction | null;
  /** Answers that were fully right. */
  correct: number;
  /** Null without answers. */
  meanTimeMs: number | null;
  /** Answers by choice id or value. */
  distribution: Record<string, number>;
}

export interface Report {
  sessionId: string;
  title: string;
  mode: SessionMode;
  status: SessionStatus;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. */
  endedAt?: number;
  /** In the order of the board. */
  players: ReportPlayer[];
  questions: ReportQuestion[];
}
