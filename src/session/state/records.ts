import { Counter } from 'prom-client';
import type { AnswerValue } from '../../contracts/quiz.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys, type SessionField, type SessionFields } from './layout.js';

/** An answer as Redis keeps it: `points|fraction|streak|elapsedMs|at|value`. */
export interface AnswerRecord {
  points: number;
  fraction: number;
  streak: number;
  elapsedMs: number;
  at: number;
  value: AnswerValue;
}

const unreadable = new Counter({
  name: 'podium_unreadable_records_total',
  help: 'Records of answers in Redis that could not be read, each time one was met',
});
unreadable.inc(0);

/** The value comes last, since it can contain any character. */
const RECORD = /^(\d+)\|([^|]+)\|(\d+)\|(-?\d+)\|(\d+)\|(.*)$/s;

type NumbersOfRecord = [points: number, fraction: number, streak: number, elapsedMs: number, at: number];

function parseValue(json: string): AnswerValue | undefined {
  try {
    return JSON.parse(json) as AnswerValue;
  } catch {
    return undefined;
  }
}

/** Undefined for a record that can't be read. It concerns one player, and must not make the reads of others fail. */
export function parseAnswerRecord(record: string): AnswerRecord | undefined {
  const match = RECORD.exec(record);
  const numbers = (match?.slice(1, 6).map(Number) ?? [NaN]) as NumbersOfRecord;
  const value = match ? parseValue(match[6]!) : undefined;
  if (numbers.some(Number.isNaN) || value === undefined || value === null) {
    unreadable.inc();
    return undefined;
  }
  const [points, fraction, streak, elapsedMs, at] = numbers;
  return { points, fraction, streak, elapsedMs: Math.max(0, elapsedMs), at, value };
}

/** A player's tally in Redis: `streak correct answered last`, where `last` is the number of a question. */
export interface Tally {
  streak: number;
  correct: number;
  answered: number;
  last: number;
}

export function parseTally(tally: string): Tally {
  const [streak = 0, correct = 0, answered = 0, last = -1] = tally.split(' ').map(Number);
  return { streak, correct, answered, last };
}

/** The text that `parseTally` reads. */
export const toTally = ({ streak, correct, answered, last }: Tally): string =>
  [streak, correct, answered, last].join(' ');

/** The text that `parseAnswerRecord` reads. A rebuild writes it. */
export const toAnswerRecord = ({ points, fraction, streak, elapsedMs, at, value }: AnswerRecord): string =>
  [points, fraction, streak, elapsedMs, at, JSON.stringify(value)].join('|');

/** Fields and their values in turn, as a script takes them. */
export const toPairs = (fields: SessionFields): (string | number)[] =>
  Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [field, value]));

/** Fields of the session hash; null for one that the session, or Redis, does not have. */
export async function readFields<Field extends SessionField>(
  redis: RedisConnection,
  sessionId: string,
  ...fields: Field[]
): Promise<Record<Field, string | null>> {
  const values = await redis.hmget(keys.session(sessionId), ...fields);
  return Object.fromEntries(fields.map((field, place) => [field, values[place] ?? null])) as Record<
    Field,
    string | null
  >;
}
