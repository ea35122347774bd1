import { choiceTexts } from '../choice-text.js';
import type { Kind } from '../kind.js';

export const order: Kind = {
  scored: true,
  valueText: (question, value) => choiceTexts(question, value).join(' → '),
};
