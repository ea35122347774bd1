import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Quiz } from '../../src/contracts/quiz.js';
import type { HostTokens } from '../../src/contracts/rest.js';
import { bearer, type Rest, startRest } from './rest-application.js';
import { draft, single } from './quiz-draft.js';

const as = (host: HostTokens) => bearer(host.accessToken);

describe('what a quiz refuses', () => {
  let rest: Rest;
  let ada: HostTokens;
  beforeAll(async () => {
    rest = await startRest(inject('environment'));
    ada = await rest.host();
  });
  afterAll(() => rest.close());

  const create = async () =>
    (await rest.http().post('/v1/quizzes').set(as(ada)).send(draft()).expect(201)).body as Quiz;

  it.each([
    { source: 'other', questions: 5, level: 1 },
    { source: 'wordnet', questions: 4, level: 1 },
    { source: 'wordnet', questions: 51, level: 1 },
    { source: 'wordnet', questions: '5', level: 1 },
    { source: 'wordnet', questions: 5, level: 6 },
    { source: 'wordnet', questions: 5, level: 1, seed: { $gt: '' } },
    { source: 'wordnet', questions: 5, level: 1, seed: 'x'.repeat(65) },
    {},
  ])('does not generate from %j', async (body) => {
    const answer = await rest.http().post('/v1/quizzes/generate').set(as(ada)).send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    ['nothing', {}, 'title'],
    ['an operator for a title', { ...draft(), title: { $ne: 1 } }, 'title'],
    ['a long title', { ...draft(), title: 'x'.repeat(201) }, 'title'],
    ['no questions', { ...draft(), questions: [] }, 'questions'],
    ['an object for questions', { ...draft(), questions: { $size: 1 } }, 'questions'],
    ['an operator among the fields', { ...draft(), $set: { hostId: 'x' } }, '$set'],
    ['an owner', { ...draft(), hostId: 'x' }, 'hostId'],
    ['a question of no type', { ...draft(), questions: [{ ...single, type: 'nope' }] }, 'questions.0.type'],
    ['a wrong answer', { ...draft(), questions: [{ ...single, correct: ['z'] }] }, 'questions.0.correct'],
  ])('refuses a quiz with %s', async (_what, body, path) => {
    const quiz = await create();
    for (const call of [rest.http().post('/v1/quizzes'), rest.http().put(`/v1/quizzes/${quiz.id}`)]) {
      const answer = await call.set(as(ada)).send(body).expect(400);
      expect(answer.body).toMatchObject({ code: 'INVALID_INPUT' });
      expect((answer.body.errors as { path: string }[]).map((error) => error.path)).toContain(path);
    }
    expect((await rest.http().get(`/v1/quizzes/${quiz.id}`).set(as(ada))).body).toEqual(quiz);
  });

  it.each([
    ['with a poisonous key', 400, 'FORBIDDEN_KEY', '{"title":"x","questions":[{"__proto__":{"a":1}}]}'],
    [
      'nested without end',
      400,
      'MALFORMED',
      `{"title":"x","questions":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ],
    ['of more than 1 MiB', 413, 'BODY_TOO_LARGE', `{"title":"${'x'.repeat(1024 * 1024)}"}`],
    ['that is no JSON', 400, 'MALFORMED_JSON', '{"title":'],
  ])('refuses a body %s: %i %s', async (_what, status, code, body) => {
    const call = rest.http().post('/v1/quizzes').set(as(ada)).set('content-type', 'application/json');
    expect((await call.send(body).expect(status)).body).toMatchObject({ code });
  });

  it.each([
    'cursor=abc',
    'cursor[$gt]=',
    'limit=0',
    'limit=101',
    'limit=1.5',
    'search[$regex]=.*',
    'search=a&search=b',
    `search=${'x'.repeat(201)}`,
  ])('refuses the list ?%s', async (query) => {
    const answer = await rest.http().get(`/v1/quizzes?${query}`).set(as(ada)).expect(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('refuses an id that can be none', async () => {
    for (const id of ['a.b', 'a%24b', 'x'.repeat(65), '%7B%22$ne%22:1%7D']) {
      const answer = await rest.http().get(`/v1/quizzes/${id}`).set(as(ada)).expect(400);
      expect(answer.body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'quizId' }] });
    }
  });

  it('needs a token on every route, before it looks at anything else', async () => {
    for (const [method, path] of [
      ['get', ''],
      ['post', ''],
      ['post', '/generate'],
      ['get', '/x'],
      ['put', '/x'],
      ['delete', '/x'],
    ] as const) {
      const answer = await rest.http()[method](`/v1/quizzes${path}`).expect(401);
      expect(answer.body).toMatchObject({ code: 'TOKEN_MISSING' });
    }
  });
});
