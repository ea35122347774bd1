import type { Editor } from '../kind.js';
import { TrueFalseFields } from './fields.js';

export const trueFalse: Editor<'true-false'> = {
  blank: (base) => ({ ...base, type: 'true-false', correct: true }),
  Fields: TrueFalseFields,
  check: () => ({}),
};
