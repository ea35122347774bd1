import { expect, it } from 'vitest';
import { ID_PATTERN } from '../contracts/limits.js';
import { everyType } from '../question/question-draft.fixture.js';
import { quizOf } from './quiz-draft.fixture.js';
import { validateQuizDraft } from './quiz-draft.dto.js';
import { toQuestions } from './quiz-draft.js';

const draft = () => validateQuizDraft(quizOf(everyType()));

it('keeps the ids of the author and gives the others new ones', () => {
  const questions = toQuestions(draft());
  expect(questions[0]?.id).toBe('first');
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  for (const { id } of questions) expect(id).toMatch(ID_PATTERN);
});

it('never gives an id that is taken', () => {
  const offered = ['first', 'q1', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6'];
  const ids = toQuestions(draft(), () => offered.shift() ?? '').map(({ id }) => id);
  expect(ids).toEqual(['first', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6']);
});
