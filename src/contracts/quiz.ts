import type { Decimal } from './numbers.js';

/** A choice of a question; `id` is unique within its question. */
export interface Choice {
  id: string;
  text: string;
}

interface QuestionBase {
  id: string;
  text: string;
  media?: { imageUrl: string };
  /** 5,000 to 240,000. */
  timeLimitMs: number;
  /** 0: no points, 1: standard, 2: double. */
  weight: 0 | 1 | 2;
  /** Shown after the reveal only. */
  explanation?: string;
}

export interface SingleQuestion extends QuestionBase {
  type: 'single';
  choices: Choice[];
  /** Exactly one choice id. */
  correct: string[];
}

export interface MultipleQuestion extends QuestionBase {
  type: 'multiple';
  choices: Choice[];
  /** One or more choice ids, in any order. */
  correct: string[];
}

export interface TrueFalseQuestion extends QuestionBase {
  type: 'true-false';
  correct: boolean;
}

export interface TextQuestion extends QuestionBase {
  type: 'text';
  /** Compared after Unicode NFKC, trimming and folding of inner white space. */
  accepted: string[];
  caseSensitive?: boolean;
}

export interface NumberQuestion extends QuestionBase {
  type: 'number';
  correct: Decimal;
  /** An answer within it is right; beyond it, the fraction falls linearly to 0 at twice the tolerance. None: exact. */
  tolerance?: Decimal;
  min?: Decimal;
  max?: Decimal;
}

export interface OrderQuestion extends QuestionBase {
  type: 'order';
  choices: Choice[];
  /** Every choice id, in the right order. */
  correct: string[];
}

/** Never scored. */
export interface PollQuestion extends QuestionBase {
  type: 'poll';
  choices: Choice[];
}

export type Question =
  | SingleQuestion
  | MultipleQuestion
  | TrueFalseQuestion
  | TextQuestion
  | NumberQuestion
  | OrderQuestion
  | PollQuestion;

export type QuestionType = Question['type'];

/** A quiz as its author writes it and reads it back. */
export interface Quiz {
  id: string;
  title: string;
  description?: string;
  /** A language tag, such as `en` or `pt-BR`. */
  language?: string;
  /** From 1, one more with every change. */
  version: number;
  questions: Question[];
  /** Milliseconds since the epoch. */
  updatedAt: number;
}

export interface QuizSummary {
  id: string;
  title: string;
  questionCount: number;
  /** Milliseconds since the epoch. */
  updatedAt: number;
}

/** A question as players see it before its reveal: nothing in it gives the answer away. */
export interface PlayerQuestion {
  id: string;
  type: QuestionType;
  text: string;
  media?: { imageUrl: string };
  timeLimitMs: number;
  weight: 0 | 1 | 2;
  choices?: Choice[];
  /** `number` only: bounds of the input. */
  min?: Decimal;
  max?: Decimal;
}

/** `value` of an answer: choice ids for single, multiple, order and poll. */
export type AnswerValue = string[] | boolean | string | Decimal;
