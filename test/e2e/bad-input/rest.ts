import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.js';
import type { Joined, Page, Problem, SessionSummary } from '../../../src/contracts/rest.js';
import { singles } from '../../support/questions.js';
import { call as request, type RestRequest } from '../../support/rest.js';
import { besieged } from './siege.js';

/** Checks that every refusal is a problem with a code, as RFC 9457 defines it. */
async function call<Body = Problem>(method: string, url: string, what?: RestRequest) {
  const answer = await request<Body>(method, url, what);
  if (answer.status < 400) return answer;
  const type = answer.headers.get('content-type');
  expect({ url, type, problem: answer.body }).toEqual({
    url,
    type: 'application/problem+json',
    problem: expect.objectContaining({
      status: answer.status,
      code: expect.stringMatching(/^[A-Z][A-Z0-9_]+$/),
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    }),
  });
  return answer;
}

const paths = (body: { errors?: { path: string }[] }) => body.errors?.map(({ path }) => path);
const players = (sessionId = besieged.session.sessionId) => besieged.v1(`sessions/${sessionId}/players`);
const join = (body: unknown, sessionId?: string) => call('POST', players(sessionId), { body });
const post = (body: string, type = 'application/json') =>
  call('POST', players(), { body, headers: { 'content-type': type } });

/** The ids of the host's sessions, among which no refused session must appear. */
const hosted = async () =>
  (
    await call<Page<SessionSummary>>('GET', besieged.v1('sessions?limit=100'), { token: besieged.host.token })
  ).body.items.map(({ sessionId }) => sessionId);

const create = (body: unknown, token = besieged.host.token) =>
  call('POST', besieged.v1('sessions'), { token, body });

describe('bad input over REST', () => {
  it('nicknames that can’t be shown are refused', async () => {
    const bad: unknown[] = [
      '',
      ' ',
      '\t\n',
      'x'.repeat(25),
      '👩'.repeat(25),
      'a\u0000b',
      'a\u0007b',
      'a\u001bb',
      'zero\u200bwidth',
      '\u200b',
      'a\u202eb',
      ' \ufeff ',
      '\ud800',
      5,
      null,
      true,
      {},
      [],
      ['Ada'],
      undefined,
      'x'.repeat(10_000),
    ];
    for (const name of bad) {
      const { status, body } = await join({ nickname: name });
      expect([name, status, body.code, paths(body)]).toEqual([name, 400, 'INVALID_INPUT', ['nickname']]);
    }
  });

  it('white space of every kind is one space in a nickname', async () => {
    const target = await besieged.host.session(singles(1));
    const { body } = await call<Joined>('POST', players(target.sessionId), {
      body: { nickname: '\ufeff x\u2028 y\t\nz ' },
    });
    expect(body.nickname).toBe('x y z');
  });

  it('look-alikes of a taken nickname are taken', async () => {
    const target = await besieged.host.session(singles(1));
    const [name, ...taken] = ['Zoé-q', 'zoé-q', 'ZOÉ-Q', '  Zoé-q ', 'Zoe\u0301-q', 'Ｚｏé-q', 'Ｚoé－q'];
    const { status } = await join({ nickname: name }, target.sessionId);
    expect(status).toBe(201);
    for (const one of taken) {
      expect([one, await join({ nickname: one }, target.sessionId)]).toMatchObject([
        one,
        { status: 409, body: { code: 'NICKNAME_TAKEN' } },
      ]);
    }
    expect((await besieged.host.state(target.sessionId)).players).toBe(1);
  });

  it('bodies that are no plain JSON object are refused', async () => {
    const valid = JSON.stringify({ nickname: besieged.nickname() });
    for (const malformed of [
      '{"nickname":',
      '{nickname:"x"}',
      '"text"',
      'null',
      '[]',
      '5',
      '{"nickname":"x"}}',
      '\u0000',
    ]) {
      expect([malformed, (await post(malformed)).status]).toEqual([malformed, 400]);
    }
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      expect(await post(valid, type)).toMatchObject({
        status: 415,
        body: { code: 'UNSUPPORTED_MEDIA_TYPE' },
      });
    }
    expect(await post(`{"nickname":"${'x'.repeat(LIMITS.httpBodyBytes)}"}`)).toMatchObject({
      status: 413,
      body: { code: 'BODY_TOO_LARGE' },
    });
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const poisoned = `{"nickname":${JSON.stringify(besieged.nickname())},"${key}":{"polluted":true}}`;
      expect([key, await post(poisoned)]).toMatchObject([key, { status: 400 }]);
    }
    expect(await post(`{"nickname":"x","a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toMatchObject({
      status: 400,
    });
    expect(await post(`{"nickname":${JSON.stringify(besieged.nickname())},"admin":true}`)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'admin' }] },
    });
  });

  it('guessing PINs is answered 404 and from the 21st miss in a minute on 429, for that address alone', async () => {
    const guesser = { 'x-forwarded-for': `203.0.113.${1 + Math.floor(Math.random() * 250)}` };
    const api = besieged.podium.api[0]!.url;
    const unused = besieged.session.pin === '000000' ? '000001' : '000000';
    const guess = () => call('GET', `${api}/v1/pins/${unused}`, { headers: guesser });
    for (let miss = 1; miss <= 20; miss++) {
      expect([miss, await guess()]).toMatchObject([miss, { status: 404, body: { code: 'PIN_UNKNOWN' } }]);
    }
    const refused = await guess();
    expect(refused).toMatchObject({ status: 429, body: { status: 429, code: expect.any(String) } });
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(60);
    const joinMiss = await call('POST', `${api}/v1/sessions/${unused}/players`, {
      body: { nickname: besieged.nickname() },
      headers: guesser,
    });
    expect(joinMiss.status).toBe(429);

    const target = await besieged.host.session(singles(1));
    const seats = `${api}/v1/sessions/${target.sessionId}/players`;
    const seat = await call('POST', seats, { body: { nickname: besieged.nickname() }, headers: guesser });
    expect(seat.status).toBe(201);
    const elsewhere = await call('GET', `${api}/v1/pins/${besieged.session.pin}`, {
      headers: { 'x-forwarded-for': '198.51.100.7' },
    });
    expect(elsewhere).toMatchObject({ status: 200, body: { sessionId: besieged.session.sessionId } });
  });

  it('what is no PIN and no id leads nowhere', async () => {
    for (const pin of ['12345', '1234567', 'abcdef', '12345a', '%00', '..%2f..', "'or'1"]) {
      const { status } = await call('GET', besieged.v1(`pins/${pin}`));
      expect([pin, [400, 404].includes(status)]).toEqual([pin, true]);
    }
    for (const id of [
      'nowhere',
      'a'.repeat(65),
      '__proto__',
      '%ff',
      'a%20b',
      `{${besieged.session.sessionId}}`,
    ]) {
      const { status } = await join({ nickname: besieged.nickname() }, id);
      expect([id, [400, 404].includes(status)]).toEqual([id, true]);
    }
  });

  it('nobody gets into a session that is full, locked or over', async () => {
    const target = await besieged.host.session(singles(1), { maxPlayers: 1 });
    const seat = () => join({ nickname: besieged.nickname() }, target.sessionId);
    expect((await seat()).status).toBe(201);
    expect(await seat()).toMatchObject({ status: 403, body: { code: 'SESSION_FULL' } });
    await besieged.host.command(target.sessionId, 'lock');
    expect(await seat()).toMatchObject({ status: 403, body: { code: 'SESSION_LOCKED' } });
    await besieged.host.command(target.sessionId, 'end');
    expect(await seat()).toMatchObject({ status: 410, body: { code: 'SESSION_ENDED' } });
    expect((await besieged.host.state(target.sessionId)).players).toBe(1);
  });

  it('settings out of bounds are refused by name', async () => {
    const quiz = await besieged.host.quiz(singles(1));
    const create = (settings: unknown) =>
      call('POST', besieged.v1('sessions'), {
        token: besieged.host.token,
        body: { quizId: quiz.id, mode: 'self-paced', settings },
      });
    const bad: [unknown, string][] = [
      [{ leaderboardSize: 0 }, 'settings.leaderboardSize'],
      [{ leaderboardSize: 101 }, 'settings.leaderboardSize'],
      [{ leaderboardSize: '10' }, 'settings.leaderboardSize'],
      [{ maxPlayers: 0 }, 'settings.maxPlayers'],
      [{ maxPlayers: 1.5 }, 'settings.maxPlayers'],
      [{ maxPlayers: null }, 'settings.maxPlayers'],
      [{ lateJoin: 'yes' }, 'settings.lateJoin'],
      [{ shuffleQuestions: 1 }, 'settings.shuffleQuestions'],
      [{ shuffleChoices: [] }, 'settings.shuffleChoices'],
      [{ showAnswersAfterEnd: {} }, 'settings.showAnswersAfterEnd'],
      [{ autoAdvanceMs: 499 }, 'settings.autoAdvanceMs'],
      [{ autoAdvanceMs: 600_001 }, 'settings.autoAdvanceMs'],
      [{ scoring: null }, 'settings.scoring'],
      [{ scoring: [] }, 'settings.scoring'],
      [{ scoring: { rule: 'classic-v2' } }, 'settings.scoring.rule'],
      [{ scoring: { maxPoints: -1 } }, 'settings.scoring.maxPoints'],
      [{ scoring: { maxPoints: 10_001 } }, 'settings.scoring.maxPoints'],
      [{ scoring: { timeWeight: 1.01 } }, 'settings.scoring.timeWeight'],
      [{ scoring: { timeWeight: -0.1 } }, 'settings.scoring.timeWeight'],
      [{ scoring: { streakBonus: 10_001 } }, 'settings.scoring.streakBonus'],
      [{ scoring: { multiple: 'generous' } }, 'settings.scoring.multiple'],
      [{ scoring: { unknown: 1 } }, 'settings.scoring.unknown'],
      [{ unknown: 1 }, 'settings.unknown'],
      ['text', 'settings'],
      [5, 'settings'],
    ];
    const before = await hosted();
    for (const [settings, path] of bad) {
      const { status, body } = await create(settings);
      expect([settings, status, body.code, paths(body)]).toEqual([settings, 400, 'INVALID_INPUT', [path]]);
    }
    expect(await hosted()).toEqual(before);
  });

  it.each([[null], [[]], [[{ leaderboardSize: 5 }]]])(
    'settings that are %j are refused, too',
    async (settings) => {
      const quiz = await besieged.host.quiz(singles(1));
      const body = { quizId: quiz.id, mode: 'self-paced', settings };
      const answer = await call('POST', besieged.v1('sessions'), { token: besieged.host.token, body });
      expect([answer.status, paths(answer.body)]).toEqual([400, ['settings']]);
    },
  );

  it('more points than the board can hold are refused', async () => {
    const quiz = await besieged.host.quiz(singles(120));
    const create = (maxPoints: number) =>
      call('POST', besieged.v1('sessions'), {
        token: besieged.host.token,
        body: { quizId: quiz.id, mode: 'self-paced', settings: { scoring: { maxPoints } } },
      });
    const { status, body } = await create(10_000);
    expect([status, paths(body)]).toEqual([400, ['settings.scoring.maxPoints']]);
    expect((await create(8_738)).status).toBe(201);
  });

  it('sessions of no quiz, no mode or somebody else’s quiz are refused', async () => {
    const quiz = await besieged.host.quiz(singles(1));
    expect(await create({ quizId: quiz.id, mode: 'duel' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'mode' }] },
    });
    expect(await create({ quizId: { $ne: null }, mode: 'live' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'quizId' }] },
    });
    expect(await create({ mode: 'live' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'quizId' }] },
    });
    expect(await create({ quizId: 'unknown', mode: 'live' })).toMatchObject({ status: 404 });
    expect(await create({ quizId: quiz.id, mode: 'live' }, besieged.stranger.token)).toMatchObject({
      status: 404,
    });
    expect(await create({ quizId: quiz.id, mode: 'live' }, 'garbage')).toMatchObject({ status: 401 });
    expect(await create({ quizId: quiz.id, mode: 'live' }, besieged.session.hostToken)).toMatchObject({
      status: 401,
    });
  });

  it('a session is there for its host alone', async () => {
    const url = besieged.v1(`sessions/${besieged.session.sessionId}`);
    const command = { body: { command: 'end' } };
    for (const token of [besieged.stranger.token]) {
      expect(await call('GET', url, { token })).toMatchObject({
        status: 404,
        body: { code: 'SESSION_UNKNOWN' },
      });
      expect(await call('GET', `${url}/audit`, { token })).toMatchObject({ status: 404 });
      expect(await call('POST', `${url}/commands`, { token, ...command })).toMatchObject({ status: 404 });
    }
    for (const token of [
      undefined,
      'garbage',
      besieged.mallory.joined.playerToken,
      besieged.session.hostToken,
      besieged.host.tokens.refreshToken,
    ]) {
      expect(await call('GET', url, { token })).toMatchObject({ status: 401 });
      expect(await call('GET', `${url}/audit`, { token })).toMatchObject({ status: 401 });
      expect(await call('POST', `${url}/commands`, { token, ...command })).toMatchObject({ status: 401 });
    }
    for (const wrong of [
      {},
      { command: 'END' },
      { command: null },
      { command: ['end'] },
      { command: 'lock', playerId: 'a b' },
    ]) {
      expect(
        await call('POST', `${url}/commands`, { token: besieged.host.token, body: wrong }),
      ).toMatchObject({
        status: 400,
      });
    }
  });

  it('a ranking is there for members of its session alone, by pages within bounds', async () => {
    const board = besieged.v1(`sessions/${besieged.session.sessionId}/leaderboard`);
    const standing = besieged.v1(
      `sessions/${besieged.session.sessionId}/players/${besieged.mallory.id}/standing`,
    );
    const foreigner = await besieged.enter(besieged.other);
    for (const url of [board, standing]) {
      expect(await call('GET', url)).toMatchObject({ status: 401, body: { code: 'TOKEN_MISSING' } });
      expect(await call('GET', url, { token: 'garbage' })).toMatchObject({ status: 401 });
      expect(await call('GET', url, { token: besieged.host.tokens.refreshToken })).toMatchObject({
        status: 401,
      });
      expect(await call('GET', url, { token: foreigner.joined.playerToken })).toMatchObject({
        status: 403,
      });
      expect(await call('GET', url, { token: besieged.other.hostToken })).toMatchObject({ status: 403 });
      expect(await call('GET', url, { token: besieged.stranger.token })).toMatchObject({ status: 404 });
      for (const token of [
        besieged.mallory.joined.playerToken,
        besieged.session.hostToken,
        besieged.host.token,
      ]) {
        expect((await call('GET', url, { token })).status).toBe(200);
      }
    }
    const { token } = besieged.host;
    const bad: [string, string][] = [
      ['offset=-1', 'offset'],
      ['offset=1.5', 'offset'],
      ['offset=abc', 'offset'],
      [`offset=${LIMITS.pageOffset + 1}`, 'offset'],
      ['offset=1e3', 'offset'],
      ['offset=', 'offset'],
      ['offset=99999999999999999999', 'offset'],
      ['offset=1&offset=2', 'offset'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=-5', 'limit'],
      ['limit=NaN', 'limit'],
      ['limit[a]=1', 'limit'],
    ];
    for (const [query, path] of bad) {
      const { status, body } = await call('GET', `${board}?${query}`, { token });
      expect([query, status]).toEqual([query, 400]);
      expect(paths(body)![0]).toMatch(new RegExp(`^${path}`));
    }
    for (const around of ['-1', '51', 'x', '1.5']) {
      expect(await call('GET', `${standing}?around=${around}`, { token })).toMatchObject({ status: 400 });
    }
    expect(
      await call('GET', besieged.v1(`sessions/${besieged.session.sessionId}/players/nobody/standing`), {
        token,
      }),
    ).toMatchObject({
      status: 404,
      body: { code: 'PLAYER_UNKNOWN' },
    });
  });
});
