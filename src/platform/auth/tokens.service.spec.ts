import { createHmac } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PodiumError } from '../problems/podium-error.js';
import { TokensService } from './tokens.service.js';

const SECRET = 'a secret of more than thirty-two bytes';
const jwt = new JwtService({ secret: SECRET });
const tokens = new TokensService(jwt);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

const claims = () => ({ iss: 'podium', aud: 'access', sub: 'h1', iat: now(), exp: now() + 60 });
const HS256 = { alg: 'HS256', typ: 'JWT' };

/** A token with a genuine signature over any header and payload that the test wants. */
const forge = (header: object, payload: object, algorithm = 'sha256') => {
  const body = `${encode(header)}.${encode(payload)}`;
  return `${body}.${createHmac(algorithm, SECRET).update(body).digest('base64url')}`;
};

const refusalOf = (token: string, verify: (token: string) => unknown = (t) => tokens.verifyAccess(t)) => {
  try {
    verify(token);
  } catch (error) {
    return error as PodiumError;
  }
  throw new Error('accepted');
};

describe('TokensService', () => {
  afterEach(() => vi.useRealTimers());

  it('reads back what it signs', () => {
    expect(tokens.verifyAccess(tokens.signAccess('h1'))).toEqual({ hostId: 'h1' });
    expect(tokens.verifySessionToken(tokens.signPlayer('s1', 'p1'))).toEqual({
      role: 'player',
      sessionId: 's1',
      playerId: 'p1',
    });
    expect(tokens.verifySessionToken(tokens.signHostSession('s1', 'h1'))).toEqual({
      role: 'host',
      sessionId: 's1',
      hostId: 'h1',
    });
    const refresh = { hostId: 'h1', family: 'f1', tokenId: 't1' };
    expect(tokens.verifyRefresh(tokens.signRefresh(refresh))).toEqual(refresh);
    expect(tokens.verifyReader(tokens.signAccess('h1'))).toEqual({
      role: 'host',
      sessionId: null,
      hostId: 'h1',
    });
  });

  it('never takes one kind for another', () => {
    const refresh = tokens.signRefresh({ hostId: 'h1', family: 'f', tokenId: 't' });
    for (const token of [refresh, tokens.signPlayer('s', 'p'), tokens.signHostSession('s', 'h')]) {
      expect(refusalOf(token).code).toBe('TOKEN_INVALID');
    }
    const session = (token: string) => tokens.verifySessionToken(token);
    expect(refusalOf(tokens.signAccess('h1'), session).code).toBe('TOKEN_INVALID');
    expect(refusalOf(refresh, session).code).toBe('TOKEN_INVALID');
    expect(refusalOf(refresh, (token) => tokens.verifyReader(token)).code).toBe('TOKEN_INVALID');
    expect(refusalOf(tokens.signAccess('h1'), (token) => tokens.verifyRefresh(token)).code).toBe(
      'TOKEN_INVALID',
    );
  });

  it('tells an expired token from a wrong one', () => {
    const access = tokens.signAccess('h1');
    const player = tokens.signPlayer('s1', 'p1');
    vi.useFakeTimers({ now: Date.now() + 16 * 60_000 });
    expect(refusalOf(access)).toMatchObject({ status: 401, code: 'TOKEN_EXPIRED' });
    expect(tokens.verifySessionToken(player).sessionId).toBe('s1');
    vi.setSystemTime(Date.now() + 7 * 86_400_000);
    expect(refusalOf(player, (token) => tokens.verifySessionToken(token)).code).toBe('TOKEN_EXPIRED');
  });

  it('would accept the forge of this spec when nothing is wrong with it', () => {
    expect(tokens.verifyAccess(forge(HS256, claims()))).toEqual({ hostId: 'h1' });
  });

  it.each([
    ['alg none', () => `${encode({ alg: 'none' })}.${encode(claims())}.`],
    ['alg none with a signature', () => forge({ alg: 'none' }, claims())],
    ['HS512', () => forge({ alg: 'HS512' }, claims(), 'sha512')],
    ['another secret', () => new JwtService({ secret: 'x' }).sign(claims())],
    ['another issuer', () => forge(HS256, { ...claims(), iss: 'elsewhere' })],
    ['no audience', () => forge(HS256, { ...claims(), aud: undefined })],
    ['several audiences', () => forge(HS256, { ...claims(), aud: ['access', 'player'] })],
    ['no subject', () => forge(HS256, { ...claims(), sub: undefined })],
    ['an operator for a subject', () => forge(HS256, { ...claims(), sub: { $ne: '' } })],
    ['a changed payload', () => tokens.signAccess('h1').replace(/\.[^.]+\./, `.${encode(claims())}.`)],
    ['no dots', () => 'nonsense'],
    ['nothing', () => ''],
    ['4 KiB and more', () => `${tokens.signAccess('h1')}${'A'.repeat(4096)}`],
  ])('refuses a token with %s and does not repeat it', (_what, make) => {
    const token = make();
    const error = refusalOf(token);
    expect(error).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain(token || 'nothing to find');
  });
});
