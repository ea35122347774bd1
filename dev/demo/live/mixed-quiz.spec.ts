import { expect, it } from 'vitest';
import { kindOf } from '../../../src/question/kinds.js';
import { mixedQuiz } from './mixed-quiz.js';

it('is the same for the same seed, and has every type', () => {
  expect(mixedQuiz(3, 8)).toEqual(mixedQuiz(3, 8));
  expect(mixedQuiz(3, 8)).not.toEqual(mixedQuiz(4, 8));
  expect(new Set(mixedQuiz(1, 7).map(({ question }) => question.type)).size).toBe(7);
});

it('knows what is right and what is wrong', () => {
  for (const { question, right, wrong } of mixedQuiz(5, 14)) {
    const kind = kindOf(question);
    if (!kind.scored) continue;
    const grader = kind.grader(question, 'strict');
    expect(grader.fraction(right)).toBe(1);
    for (const value of wrong) expect(grader.fraction(value)).toBe(0);
  }
});
