import { checkChoices } from '../choices.js';
import type { Editor } from '../kind.js';
import { SingleFields } from './fields.js';

export const single: Editor<'single'> = {
  blank: (base, choices) => ({ ...base, type: 'single', choices, correct: [choices[0]!.id] }),
  Fields: SingleFields,
  check: checkChoices,
};
