import { checkChoices } from '../choices.js';
import type { Editor } from '../kind.js';
import { PollFields } from './fields.js';

export const poll: Editor<'poll'> = {
  blank: (base, choices) => ({ ...base, type: 'poll', choices }),
  Fields: PollFields,
  check: checkChoices,
};
