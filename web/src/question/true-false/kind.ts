import type { Kind } from '../kind.js';

export const trueFalse: Kind = {
  scored: true,
  valueText: (_question, value, t) => (value ? t.common.true : t.common.false),
};
