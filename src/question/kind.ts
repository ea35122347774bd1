import type { AnswerValue, PlayerQuestion, Question, QuestionType } from '../contracts/quiz.js';
import type { MultipleRule } from '../contracts/session.js';
import type { Grader } from './grader.js';
import type { SchemaObject } from './question.openapi.js';

export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

type WithoutId<Q> = Q extends Question ? Omit<Q, 'id'> & { id?: string } : never;

/** A question as an author hands it in: checked and complete, only its id may be missing. */
export type QuestionDraft<T extends QuestionType = QuestionType> = WithoutId<QuestionOf<T>>;

/** What players see of one type before the reveal, besides what they see of every question. */
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
  /** False: answers give no points and leave the streak alone. */
  readonly scored: boolean;
  /** Checks the fields of a draft with class-validator; its `type` is known to be `T`. */
  readonly Draft: new () => QuestionDraft<T>;
  /** The fields of `Draft`, for the OpenAPI document. */
  readonly schema: SchemaObject;
  /** Called once a question and session: what it returns holds the look-ups that make an answer cheap. */
  grader(question: QuestionOf<T>, rule: MultipleRule): Grader;
  /**
   * Nothing in the result may tell the answer, not even the order of a list.
   *
   * @param shuffleSeed orders the choices; without it they come as the author wrote them, unless that would tell
   */
  shown(question: QuestionOf<T>, shuffleSeed: string | undefined): ShownParts;
  /** What was right, for the reveal; null where no answer is right or wrong. */
  correct(question: QuestionOf<T>): AnswerValue | null;
  /** Called once a question: what it returns is asked for every answer. */
  counting(question: QuestionOf<T>): Counting;
}
