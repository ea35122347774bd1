import { JwtService } from '@nestjs/jwt';
import type { Test } from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { HostTokens } from '../../src/contracts/rest.js';
import { bearer, type Rest, startRest } from './rest-application.js';

const PASSWORD = 'correct horse battery';

const timed = async (call: (body: object) => Test, body: object) => {
  const start = performance.now();
  const answer = await call(body);
  return { answer, took: performance.now() - start };
};

describe('hosts', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await startRest(inject('environment'));
  });
  afterAll(() => rest.close());

  let count = 0;
  const address = () => `host${++count}@example.org`;
  const register = (body: object) => rest.http().post('/v1/hosts').send(body);
  const login = (body: object) => rest.http().post('/v1/hosts/login').send(body);
  const refresh = (refreshToken: unknown) => rest.http().post('/v1/hosts/refresh').send({ refreshToken });
  const newHost = async () => {
    const email = address();
    const { body } = await register({ email, password: PASSWORD, name: 'Ada' }).expect(201);
    return { email, tokens: body as HostTokens };
  };

  it('opens an account and lets its host in', async () => {
    const { body } = await register({ email: ' Ada@Example.ORG ', password: PASSWORD, name: ' Ada ' }).expect(
      201,
    );
    expect(body).toEqual({
      host: { id: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/), email: 'ada@example.org', name: 'Ada' },
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
    });
    const me = await rest.http().get('/v1/hosts/me').set(bearer(body.accessToken)).expect(200);
    expect(me.body).toEqual(body.host);
    const again = await login({ email: 'ADA@example.org', password: PASSWORD }).expect(200);
    expect(again.body.host).toEqual(body.host);
  });

  it('stores an argon2id hash and no token', async () => {
    const { email, tokens } = await newHost();
    const stored = await rest.connection.collection('hosts').findOne({ email });
    expect(stored?.['passwordHash']).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(stored)).not.toContain(PASSWORD);
    expect(JSON.stringify(stored)).not.toContain(tokens.refreshToken);
  });

  it('gives an address away once, however many ask at the same time', async () => {
    const email = address();
    const body = { email, password: PASSWORD, name: 'Ada' };
    const answers = await Promise.all(
      [email, email.toUpperCase(), ` ${email}`, email].map((e) => register({ ...body, email: e })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(answers.map(({ text }) => text).filter((text) => text.includes('E11000'))).toEqual([]);
  });

  it('says the same of an unknown address and a wrong password, after about the same time', async () => {
    const { email } = await newHost();
    await timed(login, { email: address(), password: PASSWORD });
    const unknown = await timed(login, { email: address(), password: PASSWORD });
    const wrong = await timed(login, { email, password: `${PASSWORD}!` });
    expect(unknown.answer.body).toEqual(wrong.answer.body);
    expect(wrong.answer.body).toMatchObject({ status: 401, code: 'BAD_CREDENTIALS' });
    // The hash takes nearly all of the time: without it an answer takes a tenth.
    expect(unknown.took).toBeGreaterThan(wrong.took / 4);
  });

  it('looks at no password of an account any more after ten wrong ones, and at those of others as before', async () => {
    const [{ email }, other] = [await newHost(), await newHost()];
    for (let wrong = 0; wrong < 10; wrong++)
      await login({ email, password: `${PASSWORD}${wrong}` }).expect(401);
    const { body, headers } = await login({ email, password: PASSWORD }).expect(429);
    expect(body).toMatchObject({ code: 'TOO_MANY_LOGINS' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(300);
    await login({ email: other.email, password: PASSWORD }).expect(200);
  });

  it('looks at no more passwords of an account than may be wrong, however many are guessed at once', async () => {
    const { email } = await newHost();
    const guesses = Array.from({ length: 60 }, (_, guess) =>
      login({ email, password: `${PASSWORD}${guess}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50);
    await login({ email, password: PASSWORD }).expect(429);
  });

  it('counts what is right for nothing: a staff room logs in at once', async () => {
    const { email } = await newHost();
    const logins = Array.from({ length: 40 }, () => login({ email, password: PASSWORD }));
    for (const { status } of await Promise.all(logins)) expect(status).toBe(200);
    for (let wrong = 0; wrong < 9; wrong++) await login({ email, password: 'wrong' }).expect(401);
    await login({ email, password: PASSWORD }).expect(200);
  });

  it('takes all addresses of an IPv6 network for one', async () => {
    const { email } = await newHost();
    const from = async (guess: string, network = '2001:db8:7:1') =>
      (await login({ email, password: 'wrong' }).set('x-forwarded-for', `${network}::${guess}`)).status;
    for (let wrong = 1; wrong <= 10; wrong++) expect(await from(wrong.toString(16))).toBe(401);
    expect([await from('ffff:1'), await from('1', '2001:db8:7:2')]).toEqual([429, 401]);
  });

  it('refuses an address that is taken without a hash, and lets hosts in while many open accounts', async () => {
    const { email } = await newHost();
    const again = { email, password: PASSWORD, name: 'Ada' };
    const refused = await Promise.all(Array.from({ length: 100 }, () => register(again)));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([409]));

    let opened = 0;
    const flood = Array.from({ length: 60 }, async () => {
      const { status } = await register({ email: address(), password: PASSWORD, name: 'Bob' });
      opened += 1;
      return status;
    });
    const { status } = await login({ email, password: PASSWORD });
    expect([status, opened < 50]).toEqual([200, true]);
    expect(new Set(await Promise.all(flood))).toEqual(new Set([201]));
  });

  it('trades a refresh token once', async () => {
    const { tokens } = await newHost();
    const first = (await refresh(tokens.refreshToken).expect(200)).body as HostTokens;
    expect(first.host).toEqual(tokens.host);
    await rest.http().get('/v1/hosts/me').set(bearer(first.accessToken)).expect(200);
    const spent = await refresh(tokens.refreshToken).expect(401);
    expect(spent.body).toMatchObject({ code: 'REFRESH_SPENT' });
    // A spent token that is used again means a thief: the whole login has ended.
    expect((await refresh(first.refreshToken).expect(401)).body).toMatchObject({ code: 'REFRESH_SPENT' });
  });

  it('lets one of many at the same time spend a refresh token', async () => {
    const { tokens } = await newHost();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(tokens.refreshToken)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401]);
  });

  it('ends one login and leaves the others', async () => {
    const { email, tokens } = await newHost();
    const other = (await login({ email, password: PASSWORD }).expect(200)).body as HostTokens;
    await refresh(tokens.refreshToken).expect(200);
    await refresh(tokens.refreshToken).expect(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('remembers the last 20 logins', async () => {
    const { email, tokens } = await newHost();
    const last = [] as HostTokens[];
    for (let i = 0; i < 20; i++) last.push((await login({ email, password: PASSWORD })).body as HostTokens);
    expect((await refresh(tokens.refreshToken).expect(401)).body).toMatchObject({ code: 'REFRESH_SPENT' });
    await refresh(last[0]!.refreshToken).expect(200);
    const stored = await rest.connection.collection('hosts').findOne({ email });
    expect(stored?.['logins']).toHaveLength(20);
  });

  const good = { email: 'x@example.org', password: PASSWORD, name: 'Ada' };
  it.each([
    ['nothing', {}, ['email', 'password', 'name']],
    ['an operator for an address', { ...good, email: { $gt: '' } }, ['email']],
    ['a list for an address', { ...good, email: ['x@example.org'] }, ['email']],
    ['no address', { ...good, email: 'nonsense' }, ['email']],
    ['a long address', { ...good, email: `${'a'.repeat(250)}@example.org` }, ['email']],
    ['a short password', { ...good, password: 'short' }, ['password']],
    ['an endless password', { ...good, password: 'x'.repeat(257) }, ['password']],
    ['a number for a password', { ...good, password: 1234567890 }, ['password']],
    ['an operator for a password', { ...good, password: { $ne: null } }, ['password']],
    ['an empty name', { ...good, name: '  ' }, ['name']],
    ['a control character', { ...good, name: 'A\u0000da' }, ['name']],
    ['a field of the document', { ...good, passwordHash: 'x' }, ['passwordHash']],
    ['null', { ...good, name: null }, ['name']],
  ])('refuses to open an account with %s', async (_what, body, paths) => {
    const { body: problem, text } = await register(body).expect(400);
    expect(problem).toMatchObject({ code: 'INVALID_INPUT' });
    expect((problem.errors as { path: string }[]).map(({ path }) => path)).toEqual(paths);
    expect(text).not.toContain(PASSWORD);
  });

  it.each([
    ['/v1/hosts', '{"__proto__":{"email":"x"}}', 'FORBIDDEN_KEY'],
    ['/v1/hosts/login', '{"email":{"$ne":null},"password":{"$ne":null}}', 'INVALID_INPUT'],
    ['/v1/hosts/login', '{"email":"x@example.org","password":"x","constructor":1}', 'FORBIDDEN_KEY'],
    ['/v1/hosts/login', '[]', 'INVALID_INPUT'],
    ['/v1/hosts/refresh', '{"refreshToken":{"$ne":null}}', 'INVALID_INPUT'],
    ['/v1/hosts/refresh', '{"refreshToken":["x"]}', 'INVALID_INPUT'],
    ['/v1/hosts/refresh', `{"refreshToken":"${'x'.repeat(5000)}"}`, 'INVALID_INPUT'],
    ['/v1/hosts/refresh', '{', 'MALFORMED_JSON'],
  ])('%s refuses a wrong body (%#)', async (path, body, code) => {
    const answer = await rest
      .http()
      .post(path)
      .set('content-type', 'application/json')
      .send(body)
      .expect(400);
    expect(answer.body).toMatchObject({ code });
  });

  it('refuses a body that is missing', async () => {
    for (const path of ['/v1/hosts', '/v1/hosts/login', '/v1/hosts/refresh']) {
      expect((await rest.http().post(path).expect(400)).body).toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('takes no token but its own', async () => {
    const { tokens } = await newHost();
    const me = (headers: Record<string, string>) => rest.http().get('/v1/hosts/me').set(headers);
    const elsewhere = new JwtService({ secret: 'another secret' });
    const forged = elsewhere.sign({}, { issuer: 'podium', audience: 'access', subject: tokens.host.id });
    const payload = tokens.accessToken.split('.')[1]!;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const secret = { issuer: 'podium', audience: 'access', subject: tokens.host.id, expiresIn: -1 } as const;
    const expired = rest.app.get(JwtService, { strict: false }).sign({}, secret);

    const missing = await me({}).expect(401);
    expect(missing.body).toMatchObject({ code: 'TOKEN_MISSING' });
    expect(missing.headers['www-authenticate']).toBe('Bearer');
    expect((await me({ authorization: 'Basic eDp5' }).expect(401)).body).toMatchObject({
      code: 'TOKEN_MISSING',
    });
    for (const token of [forged, unsigned, tokens.refreshToken, 'nonsense']) {
      const { body, text } = await me(bearer(token)).expect(401);
      expect(body).toMatchObject({ code: 'TOKEN_INVALID' });
      expect(text).not.toContain(token);
    }
    expect((await me(bearer(expired)).expect(401)).body).toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect((await refresh(tokens.accessToken).expect(401)).body).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('finds a host by the index on its address', async () => {
    const plan = await rest.connection.model('HostRecord').findOne({ email: 'x@example.org' }).explain();
    const text = JSON.stringify(plan);
    expect(text).toMatch(/"stage":"(IXSCAN|EXPRESS_IXSCAN)"/);
    expect(text).not.toContain('COLLSCAN');
  });
});
