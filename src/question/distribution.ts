import { LIMITS } from '../contracts/limits.js';
import type { AnswerValue, Question } from '../contracts/quiz.js';
import { foldText } from './fold-text.js';

/** Different values that are listed. */
const LISTED = 100;
/** What all others are counted under. No answer is this text: folding makes three dots of it. */
export const OTHER_VALUES = '…';

/** A folded text can be eighteen times as long as it was given. */
const clip = (text: string): string =>
  text.length > LIMITS.textAnswerLength
    ? text.slice(0, LIMITS.textAnswerLength).replace(/[\uD800-\uDBFF]$/, '')
    : text;

const keyOf = (question: Question, value: AnswerValue): string => {
  if (Array.isArray(value)) return value.join(',');
  return question.type === 'text' ? clip(foldText(String(value), question.caseSensitive)) : String(value);
};

/** Counts the answers to a question one by one; what it keeps is bounded, however many come. */
export class Distribution {
  private readonly counts = new Map<string, number>();
  private readonly byChoice: boolean;

  constructor(private readonly question: Question) {
    this.byChoice = question.type === 'single' || question.type === 'multiple' || question.type === 'poll';
    if (question.type === 'true-false') for (const key of ['true', 'false']) this.counts.set(key, 0);
    if (this.byChoice && 'choices' in question) {
      for (const { id } of question.choices) this.counts.set(id, 0);
    }
  }

  add(value: AnswerValue): void {
    if (this.byChoice && Array.isArray(value)) for (const id of value) this.count(id);
    else this.count(keyOf(this.question, value));
  }

  /** Own properties even for keys such as `__proto__`: a text answer may be anything. */
  toObject(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  private count(key: string): void {
    const listed = this.counts.has(key) || this.counts.size < LISTED ? key : OTHER_VALUES;
    this.counts.set(listed, (this.counts.get(listed) ?? 0) + 1);
  }
}

/**
 * How often each answer was given: by choice id for single, multiple and poll (0 where nobody chose it), by the whole
 * order (`b,a,c`), by `true` and `false`, by number, by text as the grader folds it
 * (500 characters of it). At most 100 different values are listed, the rest under `…`.
 */
export function distribution(question: Question, values: Iterable<AnswerValue>): Record<string, number> {
  const counted = new Distribution(question);
  for (const value of values) counted.add(value);
  return counted.toObject();
}
