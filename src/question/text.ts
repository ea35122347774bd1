import { LIMITS } from '../contracts/limits.js';
import type { TextQuestion } from '../contracts/quiz.js';
import { valueError, type Grader } from './grader.js';
import { foldText } from './fold-text.js';

export const textGrader = (question: TextQuestion): Grader => {
  const { caseSensitive } = question;
  const accepted: ReadonlySet<string> = new Set(
    question.accepted.map((text) => foldText(text, caseSensitive)),
  );
  return {
    scored: true,
    check: (value) => {
      if (typeof value !== 'string') return valueError('must be text');
      if (value.length > LIMITS.textAnswerLength) {
        return valueError(`must have at most ${LIMITS.textAnswerLength} characters`);
      }
      return value.trim() === '' ? valueError('must not be empty') : null;
    },
    fraction: (value) => (typeof value === 'string' && accepted.has(foldText(value, caseSensitive)) ? 1 : 0),
  };
};
