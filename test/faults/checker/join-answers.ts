import type { AnswerHistory, Evidence, KafkaEvent, SessionHistory, StoredAnswer } from './evidence.js';
import { sameValue } from './stable-json.js';

export const STORES = ['mongo', 'kafka', 'redis'] as const;
export type Store = (typeof STORES)[number];

/** One answer, as the player and each store know it. */
export interface JoinedAnswer {
  session: SessionHistory;
  playerId: string;
  questionId: string;
  /** Missing when no client ever sent such an answer. */
  history?: AnswerHistory;
  mongo?: StoredAnswer;
  kafka?: StoredAnswer;
  kafkaEvent?: Pick<KafkaEvent, 'storedAt' | 'partition'>;
  redis?: StoredAnswer;
  /** Whether Redis must have it: the session has not left Redis, and the player was not sent away. */
  dueInRedis: boolean;
}

/** Joins what was sent and what the stores hold of the sessions of the history, no matter who sent it. */
export function joinAnswers({ history, mongo, kafka, redis }: Evidence): JoinedAnswer[] {
  const joined = new Map<string, JoinedAnswer>();
  const kicked = new Set<string>();
  for (const [sessionId, results] of mongo.results) {
    for (const result of results) if (result.kicked) kicked.add(`${sessionId}:${result.playerId}`);
  }
  const at = (session: SessionHistory, playerId: string, questionId: string): JoinedAnswer => {
    const key = `${session.sessionId}:${playerId}:${questionId}`;
    const known = joined.get(key);
    if (known) return known;
    const dueInRedis = redis.has(session.sessionId) && !kicked.has(`${session.sessionId}:${playerId}`);
    const answer: JoinedAnswer = { session, playerId, questionId, dueInRedis };
    joined.set(key, answer);
    return answer;
  };
  for (const session of history.values()) {
    for (const { playerId, answers } of session.players.values()) {
      for (const [questionId, answer] of answers) at(session, playerId, questionId).history = answer;
    }
    for (const { playerId, answers } of mongo.results.get(session.sessionId) ?? []) {
      for (const [questionId, answer] of answers) at(session, playerId, questionId).mongo = answer;
    }
    for (const [questionId, answers] of redis.get(session.sessionId)?.answers ?? []) {
      for (const [playerId, answer] of answers) at(session, playerId, questionId).redis = answer;
    }
  }
  for (const [id, { answer, storedAt, partition }] of kafka.events) {
    const [sessionId = '', playerId = '', questionId = ''] = id.split(':');
    const session = history.get(sessionId);
    if (!session) continue;
    Object.assign(at(session, playerId, questionId), { kafka: answer, kafkaEvent: { storedAt, partition } });
  }
  return [...joined.values()];
}

/** Stores that hold an answer that nobody ever sent. */
export const madeUpIn = (answer: JoinedAnswer): Store[] =>
  STORES.filter((store) => {
    const stored = answer[store];
    return stored && !answer.history?.ops.some((op) => sameValue(op.value, stored.value));
  });

/** Names the answer in a finding. */
export const whose = ({ session, playerId, questionId }: JoinedAnswer) => ({
  sessionId: session.sessionId,
  playerId,
  questionId,
});

export const STORE_NAMES: Record<Store, string> = { mongo: 'MongoDB', kafka: 'Kafka', redis: 'Redis' };
