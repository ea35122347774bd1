import { checkChoices } from '../choices.js';
import type { Editor } from '../kind.js';
import { OrderFields } from './fields.js';

export const order: Editor<'order'> = {
  blank: (base, choices) => ({ ...base, type: 'order', choices, correct: choices.map(({ id }) => id) }),
  Fields: OrderFields,
  check: checkChoices,
  // The server shuffles the choices for the players; here any order other than the right one shows what that is like.
  preview: (question) => ({ ...question, choices: question.choices.toReversed() }),
};
