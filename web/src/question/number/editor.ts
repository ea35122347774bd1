import type { NumberQuestion } from '@contracts/quiz.js';
import type { Text } from '../../locale/en.js';
import type { Editor, Problems } from '../kind.js';
import { NumberFields } from './fields.js';

function check({ correct, tolerance, min, max }: NumberQuestion, t: Text): Problems {
  const problems: Problems = {};
  if (!Number.isFinite(correct)) problems['correct'] = t.problems.number;
  else if ((min !== undefined && correct < min) || (max !== undefined && correct > max)) {
    problems['correct'] = t.problems.outside;
  }
  if (tolerance !== undefined && !(tolerance >= 0)) problems['tolerance'] = t.problems.negative;
  if (min !== undefined && max !== undefined && min >= max) problems['max'] = t.problems.range;
  return problems;
}

export const number: Editor<'number'> = {
  blank: (base) => ({ ...base, type: 'number', correct: Number.NaN }),
  Fields: NumberFields,
  check,
};
