import { checkChoices } from '../choices.js';
import type { Editor } from '../kind.js';
import { OrderFields } from './fields.js';

export const order: Editor<'order'> = {
  blank: (base, choices) => ({ ...base, type: 'order', choices, correct: choices.map(({ id }) => id) }),
  Fields: OrderFields,
  check: checkChoices,
  // The players' order is the server's to shuffle; any other than the right one shows what it will be like.
  preview: (question) => ({ ...question, choices: question.choices.toReversed() }),
};
