import { listChoices } from '../choice-text.js';
import type { Kind } from '../kind.js';

export const single: Kind = { scored: true, valueText: listChoices };
