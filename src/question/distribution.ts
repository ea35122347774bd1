import type { AnswerValue, Question } from '../contracts/quiz.js';
import type { Counting } from './kind.js';
import { kindOf } from './kinds.js';

/** The most different values that are listed. */
const LISTED = 100;
/** The key under which all other values are counted. No answer is this text, since folding makes three dots of it. */
export const OTHER_VALUES = '…';

/** Counts the answers to a question one by one; its memory is bounded, however many come. */
export class Distribution {
  private readonly counts = new Map<string, number>();
  private readonly counting: Counting;

  constructor(question: Question) {
    this.counting = kindOf(question).counting(question);
    for (const key of this.counting.always) this.counts.set(key, 0);
  }

  add(value: AnswerValue): void {
    for (const key of this.counting.keysOf(value)) this.count(key);
  }

  /** Own properties even for keys such as `__proto__`: a text answer can be anything. */
  toObject(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  private count(key: string): void {
    const listed = this.counts.has(key) || this.counts.size < LISTED ? key : OTHER_VALUES;
    this.counts.set(listed, (this.counts.get(listed) ?? 0) + 1);
  }
}

/**
 * How often each answer was given, under the keys that the type of the question gives it: the ids of its choices, the
 * whole order (`b,a,c`), `true` and `false`, the number, the text as the grader folds it (500 characters of it). At most
 * 100 different values are listed, the rest under `…`.
 */
export function distribution(question: Question, values: Iterable<AnswerValue>): Record<string, number> {
  const counted = new Distribution(question);
  for (const value of values) counted.add(value);
  return counted.toObject();
}
