import type { QuestionType } from '@contracts/quiz.js';
import type { Wall } from './kind.js';
import { multiple } from './multiple/wall.js';
import { number } from './number/wall.js';
import { order } from './order/wall.js';
import { poll } from './poll/wall.js';
import { single } from './single/wall.js';
import { text } from './text/wall.js';
import { trueFalse } from './true-false/wall.js';

/** The wall's part of each type. */
export const walls: { readonly [T in QuestionType]: Wall } = {
  single,
  multiple,
  'true-false': trueFalse,
  text,
  number,
  order,
  poll,
};
