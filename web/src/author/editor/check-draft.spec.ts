import { describe, expect, it } from 'vitest';
import type { Question } from '@contracts/quiz.js';
import en from '../../locale/en.js';
import { checkDraft, checkQuestion } from './check-draft.js';
import { QUESTION_TYPES } from '../../question/kinds.js';
import { changeType, newQuestion } from './new-question.js';

const base = { id: 'q', text: 'Which?', timeLimitMs: 20_000, weight: 1 } as const;
const choices = [
  { id: 'a', text: 'One' },
  { id: 'b', text: 'Two' },
];
const wrong = (question: Question) => Object.keys(checkQuestion(question, en));

it.each(QUESTION_TYPES)('an empty question of type %s says what is missing', (type) => {
  expect(wrong(newQuestion(type))).toContain('text');
});

it.each<[string, Question]>([
  ['single', { ...base, type: 'single', choices, correct: ['a'] }],
  ['text', { ...base, type: 'text', accepted: ['Fe'] }],
  ['number', { ...base, type: 'number', correct: 5, min: 0, max: 10, tolerance: 0 }],
  ['order', { ...base, type: 'order', choices, correct: ['a', 'b'] }],
])('a whole question of type %s is in order', (_type, question) => {
  expect(wrong(question)).toEqual([]);
});

describe('names what is wrong by its path', () => {
  it.each<[string, Question]>([
    ['choices.1.text', { ...base, type: 'poll', choices: [choices[0]!, { id: 'b', text: ' one' }] }],
    ['correct', { ...base, type: 'multiple', choices, correct: [] }],
    ['accepted.0', { ...base, type: 'text', accepted: [' '] }],
    ['correct', { ...base, type: 'number', correct: Number.NaN }],
    ['correct', { ...base, type: 'number', correct: 11, max: 10 }],
    ['tolerance', { ...base, type: 'number', correct: 1, tolerance: -1 }],
    ['max', { ...base, type: 'number', correct: 1, min: 1, max: 1 }],
    ['timeLimitMs', { ...base, type: 'true-false', correct: true, timeLimitMs: 1_000 }],
    ['media.imageUrl', { ...base, type: 'true-false', correct: true, media: { imageUrl: 'javascript:0' } }],
  ])('%s', (path, question) => {
    expect(wrong(question)).toEqual([path]);
  });

  it('of the whole quiz', () => {
    const draft = {
      title: ' ',
      questions: [{ ...base, type: 'true-false' as const, correct: true, text: '' }],
    };
    expect(Object.keys(checkDraft(draft, en))).toEqual(['title', 'questions.0.text']);
    expect(Object.keys(checkDraft({ title: 'T', questions: [] }, en))).toEqual(['questions']);
  });
});

it('keeps text and choices when the type changes', () => {
  const single: Question = { ...base, type: 'single', choices, correct: ['b'], explanation: 'Because' };
  expect(changeType(single, 'order')).toEqual({
    ...base,
    type: 'order',
    choices,
    correct: ['a', 'b'],
    explanation: 'Because',
  });
});
