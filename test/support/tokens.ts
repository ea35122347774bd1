import { createHmac } from 'node:crypto';

export interface TokenOptions {
  secret?: string;
  /** `none` leaves the signature out. */
  algorithm?: 'HS256' | 'none';
  kind?: 'access' | 'refresh' | 'player' | 'host-session';
  /** Counted from now; negative for an expired token. */
  expiresInSeconds?: number;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a JWT as Podium or a forger would, by hand, so that no library refuses. */
export function makeToken(claims: Record<string, unknown>, options: TokenOptions = {}): string {
  const { secret = '', algorithm = 'HS256', kind = 'player', expiresInSeconds = 3_600 } = options;
  const now = Math.floor(Date.now() / 1_000);
  const header = encode({ alg: algorithm, typ: 'JWT' });
  const times = { iat: now - 7_200, exp: now + expiresInSeconds };
  const body = `${header}.${encode({ iss: 'podium', aud: kind, ...times, ...claims })}`;
  const signature = algorithm === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url');
  return `${body}.${signature}`;
}
