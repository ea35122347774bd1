import type { AnswerValue, PlayerQuestion, Question, QuestionType } from '../contracts/quiz.js';
import type { MultipleRule } from '../contracts/session.js';
import type { Grader } from './grader.js';
import type { SchemaObject } from './question.openapi.js';

export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

type WithoutId<Q> = Q extends Question ? Omit<Q, 'id'> & { id?: string } : never;

/** A question as an author sends it: checked and complete, only its id can be missing. */
export type QuestionDraft<T extends QuestionType = QuestionType> = WithoutId<QuestionOf<T>>;

/** The parts of one type that players see before the reveal, besides those that they see of every question. */
export type ShownParts = Pick<PlayerQuestion, 'choices' | 'min' | 'max'>;

/** How the answers to one question are counted. */
export interface Counting {
  /** Keys that are listed even when nobody gave such an answer. */
  readonly always: readonly string[];
  /** The keys under which an answer counts. */
  keysOf(value: AnswerValue): readonly string[];
}

/**
 * Everything that the server knows of one type of question. A new type is a file that exports one of these, and a line in
 * `kinds.ts`.
 */
export interface Kind<T extends QuestionType> {
  /** When false, answers give no points and do not change the streak. */
  readonly scored: boolean;
  /** Checks the fields of a draft with class-validator; its `type` is known to be `T`. */
  readonly Draft: new () => QuestionDraft<T>;
  /** The fields of `Draft`, for the OpenAPI document. */
  readonly schema: SchemaObject;
  /** Called once for a question and session: the grader holds the look-ups that make an answer cheap. */
  grader(question: QuestionOf<T>, rule: MultipleRule): Grader;
  /**
   * The result must not give the answer away, not even by the order of a list.
   *
   * @param shuffleSeed orders the choices; without it they come as the author wrote them, unless that gives the answer away
   */
  shown(question: QuestionOf<T>, shuffleSeed: string | undefined): ShownParts;
  /** The right answer, for the reveal; null where no answer is right or wrong. */
  correct(question: QuestionOf<T>): AnswerValue | null;
  /** Called once for a question: the result is used for every answer. */
  counting(question: QuestionOf<T>): Counting;
}
