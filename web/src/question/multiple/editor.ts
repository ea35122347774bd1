import { checkChoices } from '../choices.js';
import type { Editor } from '../kind.js';
import { MultipleFields } from './fields.js';

export const multiple: Editor<'multiple'> = {
  blank: (base, choices) => ({ ...base, type: 'multiple', choices, correct: [choices[0]!.id] }),
  Fields: MultipleFields,
  check: (question, t) => ({
    ...checkChoices(question, t),
    ...(question.correct.length === 0 && { correct: t.problems.noneRight }),
  }),
};
