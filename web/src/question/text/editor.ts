import type { Editor, Problems } from '../kind.js';
import { AcceptedFields } from './fields.js';

export const text: Editor<'text'> = {
  blank: (base) => ({ ...base, type: 'text', accepted: [''] }),
  Fields: AcceptedFields,
  check: ({ accepted }, t) => {
    const problems: Problems = {};
    accepted.forEach((spelling, place) => {
      if (spelling.trim() === '') problems[`accepted.${place}`] = t.problems.empty;
    });
    return problems;
  },
};
