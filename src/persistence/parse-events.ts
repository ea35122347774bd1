import type { KafkaMessage } from 'kafkajs';
import type { AnswerEvent, SessionEvent } from '../contracts/kafka-events.js';
import { ID_PATTERN } from '../contracts/limits.js';

/** A message that is no event, and why. */
export interface Unparseable {
  message: KafkaMessage;
  reason: string;
}

type Check<Event> = (event: Partial<Event>) => string | undefined;

const isId = (value: unknown): boolean => typeof value === 'string' && ID_PATTERN.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Ids become field names in MongoDB, so nothing but an id may pass. */
const answerProblem: Check<AnswerEvent> = (event) => {
  if (event.v !== 1) return `unknown version ${String(event.v)}`;
  for (const field of ['sessionId', 'playerId', 'questionId'] as const) {
    if (!isId(event[field])) return `${field} is not an id`;
  }
  for (const field of ['at', 'points', 'elapsedMs', 'streak'] as const) {
    if (!isCount(event[field])) return `${field} is not a whole number`;
  }
  if (typeof event.fraction !== 'number' || event.fraction < 0 || event.fraction > 1) {
    return 'fraction is not within 0 and 1';
  }
  if (typeof event.correct !== 'boolean') return 'correct is not a boolean';
  return event.value === undefined ? 'value is missing' : undefined;
};

const LIFE_EVENTS = new Set<unknown>([
  'question-opened',
  'question-closed',
  'paused',
  'resumed',
  'locked',
  'unlocked',
  'player-kicked',
  'ended',
]);

const sessionProblem: Check<SessionEvent> = (event) => {
  if (event.v !== 1) return `unknown version ${String(event.v)}`;
  if (!isId(event.sessionId)) return 'sessionId is not an id';
  if (!isCount(event.at)) return 'at is not a time';
  if (event.type === 'created') return undefined;
  const { playerId, nickname, rev, life } = event as Record<string, unknown>;
  if (event.type === 'player-joined') {
    return isId(playerId) && typeof nickname === 'string' ? undefined : 'a player without id or nickname';
  }
  if (!LIFE_EVENTS.has(event.type)) return `unknown type ${String(event.type)}`;
  if (!isCount(rev)) return 'rev is not a whole number';
  if (typeof life !== 'object' || life === null) return 'life is missing';
  return event.type === 'player-kicked' && !isId(playerId) ? 'a kick without a player' : undefined;
};

function parse<Event>(messages: KafkaMessage[], problem: Check<Event>) {
  const events: Event[] = [];
  const unparseable: Unparseable[] = [];
  for (const message of messages) {
    let reason: string | undefined;
    try {
      const event = JSON.parse(message.value?.toString() ?? '') as Event | null;
      reason = typeof event === 'object' && event !== null ? problem(event) : 'not an object';
      if (!reason) events.push(event as Event);
    } catch {
      reason = 'not JSON';
    }
    if (reason) unparseable.push({ message, reason });
  }
  return { events, unparseable };
}

/** Messages of `podium.answers`. */
export const parseAnswers = (messages: KafkaMessage[]) => parse(messages, answerProblem);
/** Messages of `podium.sessions`. */
export const parseSessionEvents = (messages: KafkaMessage[]) => parse(messages, sessionProblem);
