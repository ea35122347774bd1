import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Quiz, QuizSummary } from '../../src/contracts/quiz.js';
import type { HostTokens, Page } from '../../src/contracts/rest.js';
import { LIST_FIELDS, LIST_ORDER, listFilter } from '../../src/quiz/quiz-list.js';
import { encodeCursor } from '../../src/platform/http/cursor.js';
import { QuizzesService } from '../../src/quiz/quizzes.service.js';
import { draft, single } from './quiz-draft.js';
import { bearer, type Rest, startRest } from './rest-application.js';

const as = (host: HostTokens) => bearer(host.accessToken);
const texts = (quiz: Quiz) => quiz.questions.map(({ text }) => text);

interface Explained {
  queryPlanner: { winningPlan: object };
  executionStats: { totalDocsExamined: number };
}

describe('quizzes', () => {
  let rest: Rest;
  let ada: HostTokens;
  let bob: HostTokens;
  beforeAll(async () => {
    rest = await startRest(inject('environment'));
    [ada, bob] = [await rest.host(), await rest.host()];
  });
  afterAll(() => rest.close());

  const create = async (body: object = draft(), host = ada) =>
    (await rest.http().post('/v1/quizzes').set(as(host)).send(body).expect(201)).body as Quiz;
  const list = async (query: string, host = ada) =>
    (await rest.http().get(`/v1/quizzes?${query}`).set(as(host)).expect(200)).body as Page<QuizSummary>;

  it('keeps what its author wrote', async () => {
    const quiz = await create();
    expect(quiz).toEqual({
      id: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/),
      title: 'Numbers',
      description: 'Easy',
      version: 1,
      updatedAt: expect.any(Number),
      questions: [
        { ...single, id: expect.stringMatching(/^[A-Za-z0-9_-]+$/), timeLimitMs: 20_000, weight: 1 },
      ],
    });
    const read = await rest.http().get(`/v1/quizzes/${quiz.id}`).set(as(ada)).expect(200);
    expect(read.body).toEqual(quiz);
  });

  it('replaces a quiz and counts its versions, also of writers at the same time', async () => {
    const quiz = await create();
    const put = (body: object) => rest.http().put(`/v1/quizzes/${quiz.id}`).set(as(ada)).send(body);
    const changed = await put({ ...quiz, title: 'Changed', description: undefined }).expect(200);
    expect(changed.body).toMatchObject({
      id: quiz.id,
      title: 'Changed',
      version: 2,
      questions: quiz.questions,
    });
    expect(changed.body).not.toHaveProperty('description');
    const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => put(draft(`v${i}`))));
    const versions = answers.map(({ body }) => (body as Quiz).version);
    expect(versions.toSorted()).toEqual([3, 4, 5, 6, 7]);
  });

  it('is a quiz of its owner alone', async () => {
    const quiz = await create();
    const path = `/v1/quizzes/${quiz.id}`;
    for (const answer of [
      await rest.http().get(path).set(as(bob)),
      await rest.http().put(path).set(as(bob)).send(draft('Stolen')),
      await rest.http().delete(path).set(as(bob)),
      await rest.http().get('/v1/quizzes/doesnotexist0000').set(as(bob)),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'QUIZ_UNKNOWN' });
      expect(answer.text).not.toContain(quiz.id);
    }
    expect((await list('', bob)).items.map(({ id }) => id)).not.toContain(quiz.id);
    await expect(rest.app.get(QuizzesService).getOwned(bob.host.id, quiz.id)).rejects.toMatchObject({
      status: 404,
    });
    await expect(rest.app.get(QuizzesService).getOwned(ada.host.id, quiz.id)).resolves.toEqual(quiz);
  });

  it('deletes a quiz once', async () => {
    const { id } = await create();
    const answer = await rest.http().delete(`/v1/quizzes/${id}`).set(as(ada)).expect(204);
    expect(answer.text).toBe('');
    await rest.http().delete(`/v1/quizzes/${id}`).set(as(ada)).expect(404);
    await rest.http().get(`/v1/quizzes/${id}`).set(as(ada)).expect(404);
  });

  it('pages through every quiz once, the last changed first, also when many changed at once', async () => {
    const host = await rest.host();
    const at = new Date(1_790_000_000_000);
    await rest.connection.collection<{ _id: string }>('quizzes').insertMany(
      Array.from({ length: 25 }, (_, i) => ({
        _id: `page-${String(i).padStart(2, '0')}`,
        hostId: host.host.id,
        title: `Quiz ${i}`,
        questionCount: 1,
        updatedAt: new Date(at.getTime() + Math.floor(i / 10)),
      })),
    );
    const seen: QuizSummary[] = [];
    let page = await list('limit=4', host);
    seen.push(...page.items);
    while (page.nextCursor) {
      page = await list(`limit=4&cursor=${page.nextCursor}`, host);
      seen.push(...page.items);
    }
    expect(seen.map(({ id }) => id)).toEqual(
      Array.from({ length: 25 }, (_, i) => `page-${String(24 - i).padStart(2, '0')}`),
    );
    expect(seen[0]).toEqual({
      id: 'page-24',
      title: 'Quiz 24',
      questionCount: 1,
      updatedAt: at.getTime() + 2,
    });
    expect((await list('limit=25', host)).nextCursor).toBeNull();
    expect((await list('', host)).items).toHaveLength(20);
  });

  it('searches titles for text, not for patterns', async () => {
    const host = await rest.host();
    for (const title of ['Größe (1)', 'grösse', 'a+b', 'aab', '100%']) await create(draft(title), host);
    const found = async (text: string) =>
      (await list(`search=${encodeURIComponent(text)}`, host)).items.map(({ title }) => title).toSorted();
    expect(await found('GRÖ')).toEqual(['Größe (1)', 'grösse']);
    expect(await found('a+b')).toEqual(['a+b']);
    expect(await found('(1)')).toEqual(['Größe (1)']);
    expect(await found('.*')).toEqual([]);
    expect(await found('')).toHaveLength(5);
  });

  it('generates vocabulary, the same for the same seed', async () => {
    const generate = (seed: string | number) =>
      rest
        .http()
        .post('/v1/quizzes/generate')
        .set(as(ada))
        .send({ source: 'wordnet', questions: 5, level: 1, seed });
    const [one, two] = [
      (await generate(7).expect(201)).body as Quiz,
      (await generate('7').expect(201)).body as Quiz,
    ];
    expect(one.questions).toHaveLength(5);
    expect(texts(one)).toEqual(texts(two));
    expect(one.id).not.toBe(two.id);
    expect((await rest.http().get(`/v1/quizzes/${one.id}`).set(as(ada)).expect(200)).body).toEqual(one);
  });

  it('answers the list from its index alone', async () => {
    const cursor = encodeCursor({ at: Date.now(), id: 'zzz' });
    for (const query of [{}, { cursor }, { search: 'num', cursor }]) {
      const plan = await rest.connection
        .model('QuizRecord')
        .find(listFilter(ada.host.id, query), LIST_FIELDS, { sort: LIST_ORDER, limit: 21 })
        .explain('executionStats');
      const { queryPlanner, executionStats } = plan as unknown as Explained;
      const winner = JSON.stringify(queryPlanner.winningPlan);
      expect(winner).toContain('"indexName":"list"');
      expect(winner).not.toMatch(/COLLSCAN|"stage":"SORT"/);
      expect(executionStats.totalDocsExamined).toBe(0);
    }
  });

  it('is described by an OpenAPI 3.1 document', async () => {
    const { body } = await rest.http().get('/docs-json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/v1/hosts', '/v1/hosts/login', '/v1/quizzes', '/v1/quizzes/{quizId}']),
    );
    const { post } = body.paths['/v1/quizzes'];
    expect(post.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/QuizDraft',
    });
    expect(post.responses['400'].content).toHaveProperty(['application/problem+json']);
    expect(Object.keys(body.components.schemas)).toEqual(
      expect.arrayContaining(['Quiz', 'Problem', 'RegisterDto']),
    );
    await rest.http().get('/docs').expect(200);
  });
});
