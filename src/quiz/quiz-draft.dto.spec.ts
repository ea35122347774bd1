import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contracts/limits.js';
import { draftOf, everyType } from '../question/question-draft.fixture.js';
import { errorsOf, quizOf } from './quiz-draft.fixture.js';
import { validateQuizDraft } from './quiz-draft.dto.js';

const paths = (body: unknown) => errorsOf(body).map(({ path }) => path);
const [single, multiple, text] = [draftOf.single(), draftOf.multiple(), draftOf.text()];

describe('validateQuizDraft', () => {
  it('takes every type and gives plain objects', () => {
    const draft = validateQuizDraft(quizOf(everyType()));
    expect(draft).toStrictEqual(quizOf(everyType()));
    expect(Object.getPrototypeOf(draft.questions[0])).toBe(Object.prototype);
  });

  it('leaves its input as it was', () => {
    const body = quizOf(everyType());
    validateQuizDraft(body);
    expect(body).toStrictEqual(quizOf(everyType()));
  });

  it('fills in 20 seconds and weight 1', () => {
    const { timeLimitMs, weight, ...rest } = single as Record<string, unknown>;
    expect([timeLimitMs, weight]).toEqual([30_000, 2]);
    expect(validateQuizDraft(quizOf([rest])).questions[0]).toMatchObject({ timeLimitMs: 20_000, weight: 1 });
  });

  it('ignores what a client has read back and drops nothing else', () => {
    const readBack = { id: 'q', version: 3, updatedAt: 5, createdAt: 4, questionCount: 7 };
    expect(validateQuizDraft({ ...quizOf(everyType()), ...readBack })).toStrictEqual(quizOf(everyType()));
  });

  it('names an unknown type by its path alone', () => {
    const questions = [...everyType().slice(0, 3), { type: 'essay', text: 'Why?', pages: 3 }];
    expect(errorsOf(quizOf(questions))).toEqual([
      { path: 'questions.3.type', message: expect.stringContaining('single, multiple, true-false') },
    ]);
    for (const odd of [
      {},
      { type: 'constructor' },
      { type: '__proto__' },
      { type: null },
      { type: ['single'] },
      'x',
      [],
    ]) {
      expect(paths(quizOf([odd]))).toEqual(['questions.0.type']);
    }
    expect(paths(quizOf([null]))).toEqual(['questions.0']);
  });

  it.each([
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(LIMITS.titleLength + 1) }],
    ['title', { title: 5 }],
    ['description', { description: null }],
    ['description', { description: 'x'.repeat(LIMITS.descriptionLength + 1) }],
    ['language', { language: 'no language' }],
    ['questions', { questions: [] }],
    ['questions', { questions: undefined }],
    ['questions', { questions: Array.from({ length: LIMITS.questions + 1 }, () => single) }],
    ['questions', { questions: { 0: single } }],
    [
      'questions',
      {
        questions: [
          { ...single, id: 'same' },
          { ...multiple, id: 'same' },
        ],
      },
    ],
    ['owner', { owner: 'me' }],
  ])('refuses a wrong %s', (path, change) => {
    expect(paths({ ...quizOf(everyType()), ...change })).toEqual([path]);
  });

  it('gathers errors of many questions', () => {
    const questions = [{ ...single, text: '' }, multiple, { ...text, accepted: 1 }];
    expect(paths({ title: '', questions })).toEqual(['title', 'questions.0.text', 'questions.2.accepted']);
  });

  it('survives hostile bodies, keeps Object.prototype and never echoes', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const huge = 'x'.repeat(1024 * 1024);
    const bodies: unknown[] = [
      JSON.parse('{"__proto__":{"title":"x"},"title":"x","questions":[]}'),
      JSON.parse(
        '{"title":"x","questions":[{"__proto__":{"type":"single"},"constructor":{"prototype":{"x":1}}}]}',
      ),
      JSON.parse('{"title":"x","questions":{"__proto__":[],"length":100000000}}'),
      { title: huge, [huge]: huge, questions: [{ type: huge, text: huge }] },
      { ...quizOf(everyType()), questions: [{ ...single, [huge]: 1, correct: [huge] }] },
      JSON.parse(`${'{"questions":['.repeat(5000)}${']}'.repeat(5000)}`),
    ];
    for (const body of bodies) {
      const errors = errorsOf(body);
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors).length).toBeLessThan(2_000);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});
