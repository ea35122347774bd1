import type { QuizSummary } from './quiz.js';
import type { Leaderboard, SessionMode, SessionState, SessionStatus } from './session.js';
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

export interface Host {
  id: string;
  email: string;
  name: string;
}

export interface HostTokens {
  host: Host;
  accessToken: string;
  refreshToken: string;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface SessionCreated {
  sessionId: string;
  pin: string;
  joinUrl: string;
  mode: SessionMode;
  status: SessionStatus;
  hostToken: string;
}

export interface SessionSummary {
  sessionId: string;
  quizId: string;
  title: string;
  pin: string;
  mode: SessionMode;
  status: SessionStatus;
  createdAt: number;
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

/** Answer of a join: all a client needs before it connects its socket. */
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
  /** Entries and messages on their way to MongoDB. `kafkaLag` counts every session's; -1 while Kafka can't be asked. */
  pending: { outbox: number; kafkaLag: number };
  /** At most 1,000 are listed. */
  differences: AuditDifference[];
  /** No differences and nothing pending. */
  consistent: boolean;
}
