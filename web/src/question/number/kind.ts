import { formatNumber } from '../../locale/format.js';
import type { Kind } from '../kind.js';

export const number: Kind = { scored: true, valueText: (_question, value) => formatNumber(Number(value)) };
