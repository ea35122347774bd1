import type { NumberQuestion } from '../contracts/quiz.js';
import { Check, IfPresent, IsOneOf, type Problem } from '../platform/http/field-checks.js';
import { QuestionBaseDto } from './base.dto.js';
import { valueError } from './grader.js';
import type { Kind } from './kind.js';
import { questionSchema } from './question.openapi.js';

const finite = (value: unknown): value is number => Number.isFinite(value);

/** Checks one field of a draft, against the others where they bound each other. */
const problemOf =
  (field: 'correct' | 'tolerance' | 'min' | 'max'): Problem =>
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

class NumberQuestionDto extends QuestionBaseDto {
  @IsOneOf(['number']) type = 'number' as const;
  @Check(problemOf('correct')) correct: number;
  @IfPresent() @Check(problemOf('tolerance')) tolerance?: number;
  @IfPresent() @Check(problemOf('min')) min?: number;
  @IfPresent() @Check(problemOf('max')) max?: number;
}

/**
 * 1 within the tolerance, falling linearly to 0 at twice it; without one only the exact number counts.
 * 1.1 is as near to 1 as a tolerance of 0.1 allows, but not in binary fractions. Rounding errors of the subtraction are
 * therefore tolerated, so that they end nobody's streak.
 */
export const numberFraction = (answer: number, correct: number, tolerance = 0): number => {
  if (tolerance === 0) return answer === correct ? 1 : 0;
  const distance = Math.abs(answer - correct);
  const slack = 2 * Number.EPSILON * Math.abs(answer) + 2 * Number.EPSILON * Math.abs(correct);
  return distance <= tolerance + slack ? 1 : Math.max(0, 2 - distance / tolerance);
};

/** A number that is right within a tolerance, and partly right near it. */
export const number: Kind<'number'> = {
  scored: true,
  Draft: NumberQuestionDto,
  schema: questionSchema(
    'number',
    {
      correct: { type: 'number' },
      tolerance: { type: 'number', minimum: 0, description: 'None: exact' },
      min: { type: 'number' },
      max: { type: 'number' },
    },
    ['correct'],
  ),
  grader: (question) => {
    const { correct, tolerance, min = -Infinity, max = Infinity } = question;
    return {
      check: (value) => {
        if (typeof value !== 'number' || !Number.isFinite(value))
          return valueError('must be a finite number');
        if (value < min) return valueError(`must not be less than ${min}`);
        return value > max ? valueError(`must not be more than ${max}`) : null;
      },
      fraction: (value) => (typeof value === 'number' ? numberFraction(value, correct, tolerance) : 0),
    };
  },
  shown: ({ min, max }) => ({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }),
  correct: (question) => question.correct,
  counting: () => ({ always: [], keysOf: (value) => [String(value)] }),
};
