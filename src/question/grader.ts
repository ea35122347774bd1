import type { AnswerValue } from '../contracts/quiz.js';
import type { FieldError } from '../contracts/socket-events.js';

/**
 * Judges the answers to one question. It is built once for a question and session, and keeps the tables in which answers are
 * looked up, so that an answer itself costs almost nothing.
 */
export interface Grader {
  /** The errors in a value from outside (paths `value`, `value.1`), or null when it is an answer. Allocates only errors. */
  check(value: unknown): FieldError[] | null;
  /** How right a checked value is, 0 to 1; 1 is fully correct. */
  fraction(value: AnswerValue): number;
}

/** A list with one error, which is about the value as a whole. */
export const valueError = (message: string): FieldError[] => [{ path: 'value', message }];
