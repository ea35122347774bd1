import type { AnswerValue } from '../contracts/quiz.js';
import type { FieldError } from '../contracts/socket-events.js';

/**
 * Judges the answers of one question. It is built once a question and session, and keeps what an answer is looked up
 * in, so that an answer itself costs next to nothing.
 */
export interface Grader {
  /** What is wrong with a value from outside (paths `value`, `value.1`), or null when it is an answer. Allocates only errors. */
  check(value: unknown): FieldError[] | null;
  /** How right a checked value is, 0 to 1; 1 is fully correct. */
  fraction(value: AnswerValue): number;
}

/** Lists of one error that never change are built once. */
export const valueError = (message: string): FieldError[] => [{ path: 'value', message }];
