import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../src/contracts/session.js';
import { Client } from '../../support/player.js';
import { makeToken } from '../../support/tokens.js';
import { besieged } from './siege.js';

/** The code with which a token is refused. */
const refusal = async (token: unknown): Promise<unknown> => {
  try {
    besieged.keep(await Client.connect(token, { url: besieged.url }));
    return 'connected';
  } catch (error) {
    return (error as { data?: { code?: string } }).data?.code;
  }
};
const real = () => ({ sid: besieged.session.sessionId, sub: besieged.mallory.id });
const sign = (claims: Record<string, unknown>, kind: 'player' | 'host-session') =>
  besieged.secret(makeToken(claims, { secret: besieged.jwtSecret, kind }));

describe('tokens at the handshake', () => {
  it('a genuine token made by hand is taken, so that the forged ones fail for what is forged', async () => {
    expect(await refusal(besieged.secret(makeToken(real(), { secret: besieged.jwtSecret })))).toBe(
      'connected',
    );
  });

  it('what is no token is refused with a code', async () => {
    for (const token of [
      undefined,
      null,
      '',
      5,
      {},
      [],
      [besieged.mallory.joined.playerToken],
      'garbage',
      'a.b.c',
      'h'.repeat(15_000),
    ]) {
      expect(await refusal(token)).toBe('TOKEN_INVALID');
    }
  });

  it('an expired token is refused as such', async () => {
    const expired = makeToken(real(), { secret: besieged.jwtSecret, expiresInSeconds: -60 });
    expect(await refusal(besieged.secret(expired))).toBe('TOKEN_EXPIRED');
  });

  it('forged, unsigned and altered tokens are refused', async () => {
    const [head, body, signature] = besieged.mallory.joined.playerToken.split('.') as [
      string,
      string,
      string,
    ];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const altered = Buffer.from(
      JSON.stringify({ ...claims, sub: besieged.stranger.tokens.host.id }),
    ).toString('base64url');
    for (const token of [
      makeToken(real(), { secret: 'another secret of more than 32 bytes' }),
      makeToken(real(), { algorithm: 'none' }),
      `${makeToken(real(), { algorithm: 'none' })}${signature}`,
      `${head}.${altered}.${signature}`,
      `${head}.${body}.`,
      makeToken({ ...real(), iss: 'somebody' }, { secret: besieged.jwtSecret }),
    ]) {
      expect(await refusal(besieged.secret(token))).toBe('TOKEN_INVALID');
    }
  });

  it('access and refresh tokens open no socket', async () => {
    expect(await refusal(besieged.host.tokens.accessToken)).toBe('TOKEN_INVALID');
    expect(await refusal(besieged.host.tokens.refreshToken)).toBe('TOKEN_INVALID');
    const kinds = ['access', 'refresh'] as const;
    for (const kind of kinds) {
      expect(await refusal(besieged.secret(makeToken(real(), { secret: besieged.jwtSecret, kind })))).toBe(
        'TOKEN_INVALID',
      );
    }
  });

  it('genuine tokens of nobody, nowhere or a stranger are refused', async () => {
    expect(await refusal(sign({ ...real(), sub: 'nobody' }, 'player'))).toBe('PLAYER_UNKNOWN');
    expect(await refusal(sign({ ...real(), sid: 'nowhere' }, 'player'))).toBe('SESSION_UNKNOWN');
    expect(await refusal(sign({ ...real(), sid: besieged.other.sessionId }, 'player'))).toBe(
      'PLAYER_UNKNOWN',
    );
    const foreign = { sid: besieged.session.sessionId, sub: besieged.stranger.tokens.host.id };
    expect(await refusal(sign(foreign, 'host-session'))).toBe('SESSION_UNKNOWN');
    expect(await refusal(sign({ sub: besieged.mallory.id }, 'player'))).toBe('TOKEN_INVALID');
  });

  it('a token of another session is bound to that session', async () => {
    const foreigner = await besieged.enter(besieged.other);
    expect(await foreigner.answer('q0', ['a'])).toMatchObject({
      status: 'invalid',
      errors: [{ path: 'questionId' }],
    });
    expect(await foreigner.sync()).toMatchObject({ sessionId: besieged.other.sessionId });
    expect(await foreigner.leaderboard()).toMatchObject({ sessionId: besieged.other.sessionId, total: 1 });
    expect(
      foreigner
        .payloads<SessionState>('session')
        .every(({ sessionId }) => sessionId === besieged.other.sessionId),
    ).toBe(true);
    expect(besieged.ada.boards.every(({ sessionId }) => sessionId === besieged.session.sessionId)).toBe(true);
  });
});
