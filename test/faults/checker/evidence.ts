import type { AskedQuestion, FaultLine, MetricsLine, SessionLine, Value } from '../history.js';
import type { GameHistory, PlayerGame } from './game-history.js';

/**
 * Everything on which a verdict is based, in memory: what clients received, what the three stores hold, which faults there
 * were, and the metrics of the processes.
 */
export interface Evidence {
  history: History;
  mongo: MongoEvidence;
  kafka: KafkaEvidence;
  redis: RedisEvidence;
  /** In the order they began. */
  faults: FaultLine[];
  metrics: MetricsLine[];
}

/** The evidence for the checks of the game itself: they need no store. */
export type GameEvidence = Pick<Evidence, 'history' | 'faults' | 'metrics'>;

/** An answer as a store holds it. A record that cannot be read has `NaN` for points and no value. */
export interface StoredAnswer {
  value: Value | undefined;
  fraction: number;
  correct: boolean;
  points: number;
  elapsedMs: number;
  streak: number;
  at: number;
}

/** A row of any ranking. */
export interface Row {
  rank: number;
  playerId: string;
  score: number;
}

/** Sessions by id. */
export type History = Map<string, SessionHistory>;

export interface SessionHistory {
  sessionId: string;
  /** Whether its creation was written down. */
  announced: boolean;
  mode: SessionLine['mode'];
  questions: Map<string, AskedQuestion>;
  scoring: SessionLine['scoring'];
  players: Map<string, PlayerHistory>;
  /** Leaderboards that were written with their rows. */
  boards: { playerId: string; version: number; top: Row[] }[];
  closed: boolean;
  game: GameHistory;
}

export interface PlayerHistory {
  playerId: string;
  /** Whether its seat was written down. */
  seated: boolean;
  /** By question. */
  answers: Map<string, AnswerHistory>;
  /** Versions of the leaderboards that were pushed, by connection, in the order in which they came. */
  versions: Map<number, number[]>;
  /** Leaderboards that the player asked for. */
  asked: { at: number; connection: number; version: number }[];
  /** The highest score that this player ever received. */
  highestScore: number;
  ended: { total: number; score?: number; rank?: number; podium: Row[] }[];
  game: PlayerGame;
}

/** All that happened to a player's answer to one question. */
export interface AnswerHistory {
  /** Usually one op; there are more when the player changed the answer. */
  ops: OpHistory[];
  /** Points in acknowledgements or, live, in `result`; each different number once. */
  toldPoints: number[];
}

export interface OpHistory {
  op: number;
  value: Value;
  attempts: number;
  accepted: number;
  duplicate: number;
  /** Self-paced acknowledgements that lacked the points. */
  withoutPoints: number;
  /** Attempts that were refused for good: every status but an acknowledgement or `busy`. */
  refused: number;
  /** The times when it was first sent and first acknowledged. */
  sentAt: number;
  ackedAt?: number;
  /** The refused attempts, with their times. */
  refusals: { sentAt: number; at: number; status: string }[];
}

export interface MongoEvidence {
  sessions: Map<string, MongoSession>;
  /** By session. */
  results: Map<string, MongoResult[]>;
}

export interface MongoSession {
  status: string;
  /** Players at the end. */
  players?: number;
  standings?: (Row & { correct: number; answered: number })[];
}

export interface MongoResult {
  _id: string;
  playerId: string;
  joinedAt?: number;
  score: number;
  correct: number;
  answered: number;
  reachedAt?: number;
  kicked: boolean;
  answers: Map<string, StoredAnswer>;
}

export interface KafkaEvidence {
  /** By id of the event; only of sessions of the history. */
  events: Map<string, KafkaEvent>;
  unreadable: number;
}

export interface KafkaEvent {
  sessionId: string;
  playerId: string;
  questionId: string;
  /** The answer in the first delivery. */
  answer: StoredAnswer;
  /** The time when it was first sent to Kafka, by its producer's clock, and its partition. */
  storedAt: number;
  partition: number;
  /** The number of deliveries, including the first. */
  copies: number;
  /** Events with the same id and other content, as JSON. */
  others: string[];
  /** The first as JSON. */
  text: string;
}

/** By session; a session that is missing has left Redis. */
export type RedisEvidence = Map<string, RedisSession>;

export interface RedisSession {
  status: string;
  createdAt: number;
  /** In the order of the board; `reachedAt` is by Redis' clock. */
  board: { playerId: string; score: number; reachedAt: number }[];
  /** By question, then by player. */
  answers: Map<string, Map<string, StoredAnswer>>;
  /** Events on their way. */
  outbox: number;
}
