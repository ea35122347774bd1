import { Counter } from 'prom-client';
import type { AnswerValue } from '../contracts/quiz.js';

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

/** The value comes last, since it can hold anything. */
const RECORD = /^(\d+)\|([^|]+)\|(\d+)\|(-?\d+)\|(\d+)\|(.*)$/s;

type NumbersOfRecord = [points: number, fraction: number, streak: number, elapsedMs: number, at: number];

function parseValue(json: string): AnswerValue | undefined {
  try {
    return JSON.parse(json) as AnswerValue;
  } catch {
    return undefined;
  }
}

/** Undefined for a record that can't be read: that is one player's trouble, and must not become everybody's. */
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

/** A player's tally in Redis: `streak correct answered last`, the last being the number of a question. */
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

/** The record that `parseAnswerRecord` reads: what a rebuild writes. */
export const toAnswerRecord = ({ points, fraction, streak, elapsedMs, at, value }: AnswerRecord): string =>
  [points, fraction, streak, elapsedMs, at, JSON.stringify(value)].join('|');
