import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contracts/limits.js';
import { errorsOf, quizOf } from '../quiz/quiz-draft.fixture.js';
import { draftOf } from './question-draft.fixture.js';

const paths = (body: unknown) => errorsOf(body).map(({ path }) => path);
const single = draftOf.single();
const pathsOf = (question: object, change: object) => paths(quizOf([{ ...question, ...change }]));

describe('questions of a draft', () => {
  it.each([
    ['id', { id: 'a b' }],
    ['id', { id: 'x'.repeat(65) }],
    ['text', { text: '' }],
    ['text', { text: 'x'.repeat(LIMITS.questionTextLength + 1) }],
    ['timeLimitMs', { timeLimitMs: 4_999 }],
    ['timeLimitMs', { timeLimitMs: 240_001 }],
    ['timeLimitMs', { timeLimitMs: 5_000.5 }],
    ['timeLimitMs', { timeLimitMs: '20000' }],
    ['weight', { weight: 3 }],
    ['weight', { weight: '1' }],
    ['explanation', { explanation: 'x'.repeat(LIMITS.explanationLength + 1) }],
    ['media', { media: [] }],
    ['media', { media: 'https://podium.example/a.png' }],
    ['media.imageUrl', { media: {} }],
    ['media.imageUrl', { media: { imageUrl: 'javascript:alert(1)' } }],
    ['media.imageUrl', { media: { imageUrl: 'data:image/png;base64,AA' } }],
    ['media.imageUrl', { media: { imageUrl: `https://podium.example/${'x'.repeat(2048)}` } }],
    ['hint', { hint: 'x' }],
    ['accepted', { accepted: ['x'] }],
  ])('refuses a wrong %s of a question', (field, change) => {
    expect(pathsOf(single, change)).toEqual([`questions.0.${field}`]);
  });

  it.each([
    ['choices', { choices: [{ id: 'a', text: 'A' }], correct: ['a'] }],
    [
      'choices',
      { choices: Array.from({ length: 9 }, (_, i) => ({ id: `c${i}`, text: 'C' })), correct: ['c0'] },
    ],
    [
      'choices',
      {
        choices: [
          { id: 'a', text: 'A' },
          { id: 'a', text: 'B' },
        ],
      },
    ],
    [
      'choices.1.text',
      {
        choices: [
          { id: 'a', text: 'A' },
          { id: 'b', text: '' },
        ],
      },
    ],
    ['choices.1.id', { choices: [{ id: 'a', text: 'A' }, { text: 'B' }] }],
    [
      'choices.1.id',
      {
        choices: [
          { id: 'a', text: 'A' },
          { id: 7, text: 'B' },
        ],
      },
    ],
    [
      'choices.0.right',
      {
        choices: [
          { id: 'a', text: 'A', right: true },
          { id: 'b', text: 'B' },
        ],
      },
    ],
    ['correct', { correct: [] }],
    ['correct', { correct: ['a', 'b'] }],
    ['correct', { correct: ['z'] }],
    ['correct', { correct: 'a' }],
    ['correct', { correct: undefined }],
  ])('refuses wrong choices by %s', (field, change) => {
    expect(pathsOf(single, change)).toEqual([`questions.0.${field}`]);
  });

  it('refuses lists in place of choices, which class-validator would look through', () => {
    expect(pathsOf(single, { choices: [[], []] })).toContain('questions.0.choices');
  });

  it('holds each type to its own rule of what is correct', () => {
    expect(pathsOf(draftOf.multiple(), { correct: ['a', 'a'] })).toEqual(['questions.0.correct']);
    expect(pathsOf(draftOf.multiple(), { correct: ['a', 'b', 'c'] })).toEqual([]);
    expect(pathsOf(draftOf.order(), { correct: ['a', 'b'] })).toEqual(['questions.0.correct']);
    expect(pathsOf(draftOf.order(), { correct: ['a', 'b', 'b'] })).toEqual(['questions.0.correct']);
    expect(pathsOf(draftOf.poll(), { correct: ['a'] })).toEqual(['questions.0.correct']);
    expect(pathsOf({ type: 'true-false', text: 'So?' }, { correct: 1 })).toEqual(['questions.0.correct']);
  });

  it.each([
    ['accepted', { accepted: [] }],
    ['accepted', { accepted: ['ok', ' '] }],
    ['accepted', { accepted: Array.from({ length: 51 }, (_, i) => `a${i}`) }],
    ['accepted', { accepted: ['x'.repeat(201)] }],
    ['caseSensitive', { caseSensitive: 'yes' }],
  ])('refuses a wrong %s of a text question', (field, change) => {
    expect(pathsOf(draftOf.text(), change)).toEqual([`questions.0.${field}`]);
  });

  it.each([
    ['correct', { correct: '7' }],
    ['correct', { correct: Infinity }],
    ['correct', { correct: 101 }],
    ['tolerance', { tolerance: -1 }],
    ['tolerance', { tolerance: null }],
    ['max', { min: 7, max: 6, correct: 7 }],
  ])('refuses a wrong %s of a number question', (field, change) => {
    expect(pathsOf(draftOf.number(), change)).toContain(`questions.0.${field}`);
  });
});
