import { listChoices } from '../choice-text.js';
import type { Kind } from '../kind.js';

export const poll: Kind = { scored: false, valueText: listChoices };
