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

/** The value comes last, since it may hold anything. */
const RECORD = /^(\d+)\|([^|]+)\|(\d+)\|(\d+)\|(\d+)\|(.*)$/s;

export function parseAnswerRecord(record: string): AnswerRecord {
  const match = RECORD.exec(record);
  if (!match) throw new Error('not an answer record');
  const [points, fraction, streak, elapsedMs, at] = match.slice(1, 6).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { points, fraction, streak, elapsedMs, at, value: JSON.parse(match[6]!) as AnswerValue };
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
