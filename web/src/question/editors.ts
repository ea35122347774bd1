import type { QuestionType } from '@contracts/quiz.js';
import type { Editor } from './kind.js';
import { multiple } from './multiple/editor.js';
import { number } from './number/editor.js';
import { order } from './order/editor.js';
import { poll } from './poll/editor.js';
import { single } from './single/editor.js';
import { text } from './text/editor.js';
import { trueFalse } from './true-false/editor.js';

/** The author's part of each type. */
const editors: { readonly [T in QuestionType]: Editor<T> } = {
  single,
  multiple,
  'true-false': trueFalse,
  text,
  number,
  order,
  poll,
};

export const editorOf = <T extends QuestionType>({ type }: { type: T }): Editor<T> => editors[type];
