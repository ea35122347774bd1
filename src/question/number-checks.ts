import type { NumberQuestion } from '../contracts/quiz.js';
import type { Problem } from '../platform/http/field-checks.js';

type NumberField = 'correct' | 'tolerance' | 'min' | 'max';

const finite = (value: unknown): value is number => Number.isFinite(value);

/** Checks one field of a `number` question, against the others where they bound each other. */
export const numberProblem =
  (field: NumberField): Problem =>
  (value, owner) => {
    const { min, max } = owner as Partial<NumberQuestion>;
    if (!finite(value)) return 'must be a finite number';
    if (field === 'tolerance' && value < 0) return 'must be 0 or more';
    if (field === 'max' && finite(min) && value < min) return 'must not be less than min';
    // Nobody could give the right answer otherwise.
    if (field === 'correct' && finite(min) && value < min) return 'must not be less than min';
    if (field === 'correct' && finite(max) && value > max) return 'must not be more than max';
    return undefined;
  };
