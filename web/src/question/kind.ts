import type { ComponentType } from 'react';
import type { AnswerValue, Choice, PlayerQuestion, Question, QuestionType } from '@contracts/quiz.js';
import type { RevealEvent } from '@contracts/socket-events.js';
import type { Text } from '../locale/en.js';

/** The part of a type that every screen uses. A type has four parts, since each screen loads only the parts that it draws. */
export interface Kind {
  /** When false, answers give no points, and no screen mentions points. */
  readonly scored: boolean;
  /** An answer as people read it. */
  valueText(question: PlayerQuestion, value: AnswerValue, t: Text): string;
  /** The right answer as people read it; only where it is written differently from an answer. */
  correctText?(question: PlayerQuestion, correct: AnswerValue, t: Text): string;
}

/** The player's part: an input takes a question and gives one answer. */
export interface InputProps {
  question: PlayerQuestion;
  onAnswer(value: AnswerValue): void;
}

export interface Bar {
  key: string;
  label: string;
  /** Which choice it is, by its place or its truth: this gives the bar its colour. */
  place?: number | 'true' | 'false';
  count: number;
  right: boolean;
}

export interface Bars {
  bars: Bar[];
  /** Answers that have no bar. */
  rest: number;
}

export type Answers = Pick<RevealEvent, 'correct' | 'distribution'>;

/** The wall's part. */
export interface Wall {
  /** The answers that the players can choose from; none where they type one. */
  readonly Tiles?: ComponentType<{ question: PlayerQuestion }>;
  /** The answers of the players. */
  bars(question: PlayerQuestion, answers: Answers, t: Text): Bars;
}

export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

/** The fields that a question keeps when its type changes. */
export type QuestionBase = Pick<Question, 'id' | 'text' | 'media' | 'timeLimitMs' | 'weight' | 'explanation'>;

/** Problems, by the path that the server would name: `choices.0.text`. */
export type Problems = Record<string, string>;

export interface FieldsProps<Q> {
  question: Q;
  /** The problem at a path of the question. */
  wrong(path: string): string | undefined;
  onChange(question: Q): void;
}

/** The author's part. */
export interface Editor<T extends QuestionType> {
  /** A question that the author has yet to fill in. */
  blank(base: QuestionBase, choices: Choice[]): QuestionOf<T>;
  /** The fields of this type alone: its choices, and the right answer. */
  readonly Fields: ComponentType<FieldsProps<QuestionOf<T>>>;
  /** Finds what is wrong in `Fields`, while the author types. */
  check(question: QuestionOf<T>, t: Text): Problems;
  /** The question as a player might get it; only where that differs from what the author wrote. */
  preview?(question: QuestionOf<T>): PlayerQuestion;
}
