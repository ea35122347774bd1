import type { AnswerEvent, SessionEvent } from '../contracts/kafka-events.js';
import { ID_PATTERN } from '../contracts/limits.js';
import type { LogMessage } from '../platform/log/message-batch.js';

/** A message that is put aside, and why. */
export interface Aside {
  message: LogMessage;
  reason: string;
}

/** The content of messages of a topic. */
export interface Parsed<Event> {
  events: Event[];
  /** The message of each event, in the same order. */
  sources: LogMessage[];
  /** Messages that are not events. */
  unparseable: (Aside & {
    /** Whether it has the marks of an event of Podium: then its content has been acknowledged. */
    isOurs: boolean;
  })[];
  /** Why only a newer worker can handle these messages; undefined when none of them is of a newer version. */
  newer?: string;
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
  // The clock was set back meanwhile. The answer has been acknowledged, and counts as given at once.
  if (Number.isSafeInteger(event.elapsedMs) && event.elapsedMs! < 0) event.elapsedMs = 0;
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

const KNOWN_TYPES = new Set<unknown>([...LIFE_EVENTS, 'created', 'player-joined']);

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

/** Whether a newer version wrote this. It has been acknowledged, so a version that can't read it must not put it aside. */
function isNewer(event: object): boolean {
  const { v, sessionId, type } = event as { v?: unknown; sessionId?: unknown; type?: unknown };
  if (!isId(sessionId) || !Number.isSafeInteger(v)) return false;
  return (v as number) > 1 || (v === 1 && isType(type) && !KNOWN_TYPES.has(type));
}

const isType = (type: unknown): boolean => typeof type === 'string' && /^[a-z][a-z-]{1,40}$/.test(type);

function parse<Event>(messages: LogMessage[], problem: Check<Event>): Parsed<Event> {
  const parsed: Parsed<Event> = { events: [], sources: [], unparseable: [] };
  for (const message of messages) {
    const event = read(message) as Event | null | undefined;
    const isObject = typeof event === 'object' && event !== null;
    const reason = isObject ? problem(event) : event === undefined ? 'not JSON' : 'not an object';
    if (reason && isObject && isNewer(event)) parsed.newer ??= `an event of a newer version: ${reason}`;
    if (reason) {
      const { v, sessionId } = (isObject ? event : {}) as { v?: unknown; sessionId?: unknown };
      parsed.unparseable.push({ message, reason, isOurs: v === 1 && isId(sessionId) });
    } else {
      parsed.events.push(event as Event);
      parsed.sources.push(message);
    }
  }
  return parsed;
}

/** @returns undefined for a value that is not JSON */
function read({ value }: LogMessage): unknown {
  try {
    return JSON.parse(value?.toString() ?? '');
  } catch {
    return undefined;
  }
}

/** Messages of `podium.answers`. */
export const parseAnswers = (messages: LogMessage[]) => parse(messages, answerProblem);
/** Messages of `podium.sessions`. */
export const parseSessionEvents = (messages: LogMessage[]) => parse(messages, sessionProblem);
