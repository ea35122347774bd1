import type { QuestionType } from '../contracts/quiz.js';
import type { Kind } from './kind.js';
import { multiple } from './multiple.js';
import { number } from './number.js';
import { order } from './order.js';
import { poll } from './poll.js';
import { single } from './single.js';
import { text } from './text.js';
import { trueFalse } from './true-false.js';

/** Every type of question, in the order in which documents list them. */
export const kinds: { readonly [T in QuestionType]: Kind<T> } = {
  single,
  multiple,
  'true-false': trueFalse,
  text,
  number,
  order,
  poll,
};

export const QUESTION_TYPES = Object.keys(kinds) as QuestionType[];

/** The kind of a question. Call this once and keep the result: no answer should pay for the look-up. */
export const kindOf = <T extends QuestionType>({ type }: { type: T }): Kind<T> => kinds[type];
