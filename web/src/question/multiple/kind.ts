import { listChoices } from '../choice-text.js';
import type { Kind } from '../kind.js';

export const multiple: Kind = { scored: true, valueText: listChoices };
