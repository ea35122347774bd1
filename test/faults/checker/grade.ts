import type { AskedQuestion, Value } from '../history.js';

/**
 * The share of a question's points that a value is worth, by the text of the contract: all or nothing, except for numbers,
 * which are worth 1 within the tolerance and fall linearly to 0 at twice the tolerance. A poll is worth nothing.
 */
export function grade(question: AskedQuestion, value: Value | undefined): number {
  const { type, correct, tolerance = 0 } = question;
  switch (type) {
    case 'poll':
      return 0;
    case 'true-false':
      return value === correct ? 1 : 0;
    case 'number':
      return typeof value === 'number' && typeof correct === 'number' ? near(value, correct, tolerance) : 0;
    case 'order':
      return isList(value) && isList(correct) && value.join('\n') === correct.join('\n') ? 1 : 0;
    case 'single':
    case 'multiple':
      return isList(value) && isList(correct) && sorted(value) === sorted(correct) ? 1 : 0;
  }
}

/** 1.1 is within 0.1 of 1, though not in binary arithmetic: the rounding of the subtraction is ignored. */
function near(value: number, correct: number, tolerance: number): number {
  if (tolerance === 0) return value === correct ? 1 : 0;
  const distance = Math.abs(value - correct);
  const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(correct));
  return distance <= tolerance + rounding ? 1 : Math.max(0, 2 - distance / tolerance);
}

const isList = Array.isArray as (value: unknown) => value is string[];
const sorted = (ids: string[]) => ids.toSorted().join('\n');
