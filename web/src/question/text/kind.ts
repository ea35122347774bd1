import type { Kind } from '../kind.js';

export const text: Kind = {
  scored: true,
  valueText: (_question, value) => String(value),
  /** Every spelling that counts. */
  correctText: (_question, correct) => (Array.isArray(correct) ? correct.join(' / ') : String(correct)),
};
