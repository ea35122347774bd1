import type { NumberQuestion } from '../contracts/quiz.js';
import { valueError, type Grader } from './grader.js';

/**
 * 1 within the tolerance, falling linearly to 0 at twice it; without one only the exact number counts.
 * 1.1 is as near to 1 as a tolerance of 0.1 allows, though not in binary fractions: rounding errors of the
 * subtraction are forgiven, so that they cost nobody a streak.
 */
export const numberFraction = (answer: number, correct: number, tolerance = 0): number => {
  if (tolerance === 0) return answer === correct ? 1 : 0;
  const distance = Math.abs(answer - correct);
  const slack = 2 * Number.EPSILON * Math.abs(answer) + 2 * Number.EPSILON * Math.abs(correct);
  return distance <= tolerance + slack ? 1 : Math.max(0, 2 - distance / tolerance);
};

export const numberGrader = (question: NumberQuestion): Grader => {
  const { correct, tolerance, min = -Infinity, max = Infinity } = question;
  return {
    scored: true,
    check: (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return valueError('must be a finite number');
      if (value < min) return valueError(`must not be less than ${min}`);
      return value > max ? valueError(`must not be more than ${max}`) : null;
    },
    fraction: (value) => (typeof value === 'number' ? numberFraction(value, correct, tolerance) : 0),
  };
};
