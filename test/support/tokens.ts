import { createHmac } from 'node:crypto';

export interface TokenOptions {
  secret?: string;
  /** `none` leaves the signature out. */
  algorithm?: 'HS256' | 'none';
  kind?: 'access' | 'refresh' | 'player' | 'host-session';
  /** From now; negative for an expired token. */
  expiresInSeconds?: number;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as Podium makes them, or as a forger would: made by hand, so that no library refuses to. */
export function makeToken(claims: Record<string, unknown>, options: TokenOptions = {}): string {
  const { secret = '', algorithm = 'HS256', kind = 'player', expiresInSeconds = 3_600 } = options;
  const now = Math.floor(Date.now() / 1_000);
  const header = encode({ alg: algorithm, typ: 'JWT' });
  const times = { iat: now - 7_200, exp: now + expiresInSeconds };
  const body = `${header}.${encode({ iss: 'podium', aud: kind, ...times, ...claims })}`;
  const signature = algorithm === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url');
  return `${body}.${signature}`;
}
