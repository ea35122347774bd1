import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { nanoid } from 'nanoid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Question } from '../../src/contracts/quiz.js';
import type { HostTokens, Report } from '../../src/contracts/rest.js';
import type { AnswerRecord, ResultRecord } from '../../src/persistence/result-record.js';
import { ResultReader } from '../../src/report/result-reader.js';
import { until } from '../support/until.js';
import { bearer, type Rest, startRest } from './rest-application.js';

const FORMULA = '=HYPERLINK("http://evil.example")';
const LARGE = 20_000;
const base = { timeLimitMs: 20_000, weight: 1 as const };
const choices = ['a', 'b'].map((id) => ({ id, text: `Choice ${id}` }));
const questions: Question[] = [
  { ...base, id: 'q1', type: 'single', text: '-1 or\r\n"2", say?', choices, correct: ['a'] },
  { ...base, id: 'q2', type: 'poll', text: 'Which?', choices },
  { ...base, id: 'q3', type: 'text', text: 'Größe?', accepted: ['1'] },
];

const answer = (value: string | string[], fraction: number, elapsedMs: number): AnswerRecord => ({
  value,
  fraction,
  elapsedMs,
  correct: fraction === 1,
  points: 500 * fraction,
  streak: fraction,
  at: 1_790_000_000_000,
});

const PLAYERS: [playerId: string, result: Partial<ResultRecord>][] = [
  ['early', { nickname: FORMULA, score: 500, reachedAt: 10, correct: 1, answered: 2 }],
  ['late-b', { nickname: '＋1', score: 500, reachedAt: 20, correct: 1, answered: 1 }],
  ['late-a', { nickname: ' @a, "b"', score: 500, reachedAt: 20, correct: 1, answered: 1 }],
  ['-best', { nickname: 'Ada', score: 900, reachedAt: 30, correct: 1, answered: 1 }],
  ['gone', { nickname: 'Eve', score: 950, reachedAt: 5, correct: 1, answered: 1, kicked: true }],
  ['none', { nickname: 'Nil', score: 0, reachedAt: 1, correct: 0, answered: 0 }],
];
const ANSWERS: Record<string, ResultRecord['answers']> = {
  early: { q1: answer(['a'], 1, 1_000), q3: answer(FORMULA, 0, 2_000) },
  'late-b': { q1: answer(['a'], 1, 2_000) },
  'late-a': { q1: answer(['b'], 0, 3_001), q2: answer(['b'], 0, 500) },
  '-best': { q1: answer(['a'], 1, 4_000) },
  gone: { q1: answer(['b'], 0, 9_000), q2: answer(['a'], 0, 9_000) },
};

const read = (part: string) => parse(part, { bom: true, record_delimiter: '\r\n' }) as string[][];

describe('report', () => {
  let rest: Rest;
  let ada: HostTokens;
  let bob: HostTokens;
  let sessionId: string;
  let large: string;

  const insertSession = async (more: object = {}) => {
    const _id = nanoid(16);
    await rest.connection.collection<{ _id: string; [field: string]: unknown }>('sessions').insertOne({
      _id,
      hostId: ada.host.id,
      pin: '123456',
      mode: 'live',
      status: 'ended',
      quiz: { id: 'quiz', title: 'Numbers', version: 1, updatedAt: 1, questions },
      settings: {},
      createdAt: 1_790_000_000_000,
      endedAt: 1_790_000_100_000,
      ...more,
    });
    return _id;
  };
  const insertResults = (session: string, results: [string, Partial<ResultRecord>][]) =>
    rest.connection.collection<{ _id: string }>('results').insertMany(
      results.map(([playerId, result]) => ({
        _id: `${session}:${playerId}`,
        sessionId: session,
        playerId,
        ...result,
      })),
    );
  const openCursors = async () => {
    const status = await rest.connection.db!.admin().serverStatus();
    return status['metrics'].cursor.open.total as number;
  };
  const ask = (session: string, query = '', host = ada) =>
    rest.http().get(`/v1/sessions/${session}/report${query}`).set(bearer(host.accessToken));
  const download = async (query: string) =>
    ask(sessionId, query)
      .expect(200)
      .buffer()
      .parse((response, done) => {
        buffer(response as unknown as IncomingMessage).then(
          (body) => done(null, body),
          (error: Error) => done(error, undefined),
        );
      });
  /** Opens a report, and lets the test read it. */
  const open = (session: string, format: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { port } = rest.app.getHttpServer().address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/v1/sessions/${session}/report?format=${format}`;
      get(url, { headers: bearer(ada.accessToken), agent: false }, resolve).once('error', reject);
    });

  beforeAll(async () => {
    rest = await startRest(inject('environment'));
    await rest.app.listen(0, '127.0.0.1');
    [ada, bob] = [await rest.host(), await rest.host()];
    sessionId = await insertSession();
    await insertResults(
      sessionId,
      PLAYERS.map(([id, result]) => [id, { ...result, answers: ANSWERS[id] }]),
    );
    large = await insertSession();
    for (let from = 0; from < LARGE; from += 2_000) {
      await insertResults(
        large,
        Array.from({ length: 2_000 }, (_, i) => [
          `p${String(from + i).padStart(6, '0')}`,
          {
            nickname: `Player ${nanoid()}`,
            score: (from + i) % 1_000,
            reachedAt: from + i,
            answered: 3,
            answers: {
              q1: answer(['a'], 1, i),
              q2: answer(['b'], 0, i),
              q3: answer(`${nanoid()} ${'long '.repeat(80)}`, 0, i),
            },
          },
        ]),
      );
    }
  });
  afterAll(() => rest.close());

  it('tells everything as JSON, in the order of the board', async () => {
    const response = await ask(sessionId).expect(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['content-disposition']).toBe(`inline; filename="podium-${sessionId}.json"`);
    const { players, questions: figures, ...head } = response.body as Report;
    expect(head).toEqual({
      sessionId,
      title: 'Numbers',
      mode: 'live',
      status: 'ended',
      createdAt: 1_790_000_000_000,
      endedAt: 1_790_000_100_000,
    });
    expect(players.map(({ rank, playerId }) => [rank, playerId])).toEqual([
      [1, '-best'],
      [2, 'early'],
      [3, 'late-b'],
      [4, 'late-a'],
      [5, 'none'],
      [null, 'gone'],
    ]);
    expect(players[1]).toEqual({
      rank: 2,
      playerId: 'early',
      nickname: FORMULA,
      score: 500,
      correct: 1,
      answered: 2,
      meanTimeMs: 1_500,
      kicked: false,
    });
    expect(players[4]).toMatchObject({ meanTimeMs: null });
    expect(players[5]).toMatchObject({ score: 950, kicked: true });
    expect(figures).toEqual([
      {
        questionId: 'q1',
        index: 0,
        type: 'single',
        text: questions[0]!.text,
        answered: 4,
        accuracy: 0.75,
        correct: 3,
        meanTimeMs: 2_500,
        distribution: { a: 3, b: 1 },
      },
      expect.objectContaining({ answered: 1, accuracy: null, correct: 0, distribution: { a: 0, b: 1 } }),
      expect.objectContaining({ answered: 1, accuracy: 0, distribution: { [FORMULA.toLowerCase()]: 1 } }),
    ]);
  });

  it('writes CSV that spreadsheets open and do not run', async () => {
    const response = await download('?format=csv');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toBe(`attachment; filename="podium-${sessionId}.csv"`);
    const text = (response.body as Buffer).toString();
    expect(text.startsWith('\ufeffrank,playerId,nickname,score,correct,answered,meanTimeMs,kicked\r\n')).toBe(
      true,
    );
    const [players, figures, ...rest] = text.split('\r\n\r\n');
    expect(rest).toEqual([]);
    expect(read(players!).slice(1)).toEqual([
      ['1', "'-best", 'Ada', '900', '1', '1', '4000', 'false'],
      ['2', 'early', `'${FORMULA}`, '500', '1', '2', '1500', 'false'],
      ['3', 'late-b', "'＋1", '500', '1', '1', '2000', 'false'],
      ['4', 'late-a', '\' @a, "b"', '500', '1', '1', '1751', 'false'],
      ['5', 'none', 'Nil', '0', '0', '0', '', 'false'],
      ['', 'gone', 'Eve', '950', '1', '1', '9000', 'true'],
    ]);
    const [header, first, poll] = read(figures!);
    expect(header!.join()).toBe(
      'questionId,index,type,text,answered,accuracy,correct,meanTimeMs,distribution',
    );
    expect(first).toEqual([
      'q1',
      '0',
      'single',
      `'${questions[0]!.text}`,
      '4',
      '0.75',
      '3',
      '2500',
      '{"a":3,"b":1}',
    ]);
    expect(poll![5]).toBe('');
  });

  it('writes a workbook whose numbers are numbers and whose texts are texts', async () => {
    const response = await download('?format=xlsx');
    expect(response.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(response.headers['content-disposition']).toBe(`attachment; filename="podium-${sessionId}.xlsx"`);
    const book = new exceljs.Workbook();
    await book.xlsx.load(response.body as exceljs.Buffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Players', 'Questions']);
    const rows = (sheet: string) => {
      const found: unknown[][] = [];
      book.getWorksheet(sheet)!.eachRow(({ values }) => found.push((values as unknown[]).slice(1)));
      return found;
    };
    const players = rows('Players');
    expect(players[0]).toContain('meanTimeMs');
    expect(players[1]).toEqual([1, "'-best", 'Ada', 900, 1, 1, 4_000, false]);
    expect(players[2]).toEqual([2, 'early', `'${FORMULA}`, 500, 1, 2, 1_500, false]);
    expect(players[6]).toEqual([undefined, 'gone', 'Eve', 950, 1, 1, 9_000, true]);
    const figures = rows('Questions');
    expect(figures).toHaveLength(4);
    expect(figures[1]).toEqual([
      'q1',
      0,
      'single',
      // XML has only one kind of line end.
      `'${questions[0]!.text.replace('\r\n', '\n')}`,
      4,
      0.75,
      3,
      2_500,
      '{"a":3,"b":1}',
    ]);
  });

  it('is for the host of the session alone', async () => {
    for (const refused of [await ask(sessionId, '', bob), await ask('unknown', '?format=xlsx')]) {
      expect(refused.status).toBe(404);
      expect(refused.body).toMatchObject({ code: 'SESSION_UNKNOWN' });
    }
    await rest.http().get(`/v1/sessions/${sessionId}/report`).expect(401);
  });

  it('names a format it does not know', async () => {
    for (const query of ['?format=pdf', '?format=', '?format=csv&format=csv', '?format=toString']) {
      const { body } = await ask(sessionId, query).expect(400);
      expect(body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'format' }] });
    }
  });

  it('reports a session that nobody has joined', async () => {
    const empty = await insertSession({ status: 'lobby', endedAt: undefined });
    const { body } = await ask(empty).expect(200);
    expect(body).toMatchObject({ status: 'lobby', players: [], questions: [{ answered: 0 }, {}, {}] });
    await ask(empty, '?format=csv').expect(200);
    await ask(empty, '?format=xlsx').expect(200);
  });

  it('reads the index in its order and sorts nothing', async () => {
    const plan = await rest.app.get(ResultReader).find(large).explain('queryPlanner');
    const winner = JSON.stringify(plan['queryPlanner'].winningPlan);
    expect(winner).toContain('"stage":"IXSCAN"');
    expect(winner).toContain('{"sessionId":1,"score":-1,"reachedAt":1,"playerId":-1}');
    expect(winner).not.toMatch(/COLLSCAN|"stage":"SORT/);
  });

  it.each(['json', 'csv', 'xlsx'])('streams 20,000 players as %s in bounded memory', async (format) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = () => {
      collect();
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return heapUsed + external + arrayBuffers;
    };
    // A first download loads everything that is loaded only once.
    await download(`?format=${format}`);
    const before = used();
    let peak = 0;
    const sampling = setInterval(() => (peak = Math.max(peak, used() - before)), 200);
    const started = Date.now();
    const response = await open(large, format);
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
    clearInterval(sampling);
    console.log(`${format}: ${bytes} bytes, ${Date.now() - started} ms, peak +${(peak / 1e6).toFixed(1)} MB`);
    expect(response.complete).toBe(true);
    expect(bytes).toBeGreaterThan(500_000);
    // All results at once take 30 MB.
    expect(peak).toBeLessThan(12e6);
  });

  it('lets go of MongoDB when the client leaves', async () => {
    const before = await openCursors();
    for (const format of ['json', 'csv', 'xlsx']) {
      const response = await open(large, format);
      response.destroy();
    }
    for (let tries = 0; tries < 50 && (await openCursors()) > before; tries++) await wait(100);
    expect(await openCursors()).toBeLessThanOrEqual(before);
  });

  it('gives a host one report at a time, while its client reads it or until it has left', async () => {
    // The report is so long that the network does not take all of it at once.
    const first = await open(large, 'json');
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    const others = Array.from({ length: 13 }, async () => {
      const answered = await ask(sessionId);
      answers.push(answered);
      return answered.status;
    });
    await until(() => answers.length === 3, { what: 'refusals', withinMs: 5_000 });
    for (const { status, headers, body } of answers) {
      expect([status, headers['retry-after'], body.code]).toEqual([503, '1', 'BUSY']);
    }
    // The reports of another host do not depend on it.
    expect((await ask(sessionId, '', bob)).status).toBe(404);
    first.destroy();
    expect((await Promise.all(others)).filter((status) => status === 200)).toHaveLength(10);
  });

  it('cuts an answer off that MongoDB can give no more of', async () => {
    const doomed = await insertSession();
    const database = rest.connection.db!;
    const response = await open(large, 'json');
    await new Promise((resolve) => response.once('readable', resolve));
    await database.collection('results').rename('results-gone');
    await expect(response.toArray()).rejects.toThrow('aborted');
    await database.collection('results-gone').rename('results');
    await ask(doomed).expect(200);
  });

  it('does not mix two moments while answers arrive', async () => {
    const session = await insertSession({ status: 'open' });
    await insertResults(
      session,
      Array.from({ length: 1_000 }, (_, i) => [
        `m${i}`,
        { nickname: `M ${i}`, score: 1_000 - i, reachedAt: i },
      ]),
    );
    const results = rest.app.get(ResultReader).find(session);
    const seen = [(await results.next())!];
    await rest.connection
      .collection('results')
      .updateMany({ sessionId: session }, [{ $set: { score: { $subtract: [5_000, '$score'] } } }]);
    for await (const result of results) seen.push(result);
    expect(seen.map(({ playerId }) => playerId)).toEqual(Array.from({ length: 1_000 }, (_, i) => `m${i}`));
  });

  it('is described by the OpenAPI document', async () => {
    const { body } = await rest.http().get('/docs-json').expect(200);
    const { get: operation } = body.paths['/v1/sessions/{sessionId}/report'];
    expect(Object.keys(operation.responses['200'].content)).toEqual([
      'application/json',
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    expect(operation.parameters).toContainEqual(expect.objectContaining({ name: 'format', in: 'query' }));
    expect(body.components.schemas).toHaveProperty('Report');
  });
});
