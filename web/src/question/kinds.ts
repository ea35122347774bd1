import type { AnswerValue, PlayerQuestion, QuestionType } from '@contracts/quiz.js';
import type { Text } from '../locale/en.js';
import type { Kind } from './kind.js';
import { multiple } from './multiple/kind.js';
import { number } from './number/kind.js';
import { order } from './order/kind.js';
import { poll } from './poll/kind.js';
import { single } from './single/kind.js';
import { text } from './text/kind.js';
import { trueFalse } from './true-false/kind.js';

/** Every type, in the order in which authors choose from them. */
export const kinds: { readonly [T in QuestionType]: Kind } = {
  single,
  multiple,
  'true-false': trueFalse,
  text,
  number,
  order,
  poll,
};

export const QUESTION_TYPES = Object.keys(kinds) as QuestionType[];

/** A value as people read it; a dash for none. */
export const valueText = (
  question: PlayerQuestion,
  value: AnswerValue | null | undefined,
  t: Text,
): string =>
  value === null || value === undefined ? '–' : kinds[question.type].valueText(question, value, t);

/** The right answer, as people read it. */
export function correctText(question: PlayerQuestion, correct: AnswerValue, t: Text): string {
  const kind = kinds[question.type];
  return kind.correctText ? kind.correctText(question, correct, t) : kind.valueText(question, correct, t);
}
