import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ID_PATTERN } from '../../contracts/limits.js';
import {
  type Claims,
  LIFETIME,
  type RefreshIdentity,
  type SessionIdentity,
  type TokenKind,
} from './claims.js';
import { tokenExpired, tokenInvalid } from './token-errors.js';

const ISSUER = 'podium';
/** Podium's tokens have some 300 characters; a text longer than this is not worth parsing. */
const MAX_TOKEN_LENGTH = 4096;

/**
 * Signs and checks every token (JWT, HS256). Checks are synchronous: an HMAC takes microseconds.
 * A `verify…` throws PodiumError 401, `TOKEN_EXPIRED` for a genuine token that is too old, `TOKEN_INVALID` otherwise.
 */
@Injectable()
export class TokensService {
  constructor(private readonly jwt: JwtService) {}

  /** A host's token for REST, 15 minutes. */
  signAccess(hostId: string): string {
    return this.sign('access', { sub: hostId });
  }

  /** A token that is exchanged once for a new pair, within 30 days. */
  signRefresh({ hostId, family, tokenId }: RefreshIdentity): string {
    return this.sign('refresh', { sub: hostId, fam: family, jti: tokenId });
  }

  /** A player's token for one session, 7 days. */
  signPlayer(sessionId: string, playerId: string): string {
    return this.sign('player', { sub: playerId, sid: sessionId });
  }

  /** The contract's `hostToken`: a host's token for one session, 7 days. */
  signHostSession(sessionId: string, hostId: string): string {
    return this.sign('host-session', { sub: hostId, sid: sessionId });
  }

  verifyAccess(token: string): { hostId: string } {
    return { hostId: this.verify(token, ['access']).sub };
  }

  verifyRefresh(token: string): RefreshIdentity {
    const { sub, fam, jti } = this.verify(token, ['refresh']);
    if (!fam || !jti) throw tokenInvalid();
    return { hostId: sub, family: fam, tokenId: jti };
  }

  /** Accepts a player's token and a host's session token. */
  verifySessionToken(token: string): SessionIdentity {
    return toSessionIdentity(this.verify(token, ['player', 'host-session']));
  }

  /** Accepts any token that may read a session: a player's, its host's, or a host's access token (`sessionId` null). */
  verifyReader(token: string): SessionIdentity | { role: 'host'; sessionId: null; hostId: string } {
    const claims = this.verify(token, ['player', 'host-session', 'access']);
    if (claims.kind === 'access') return { role: 'host', sessionId: null, hostId: claims.sub };
    return toSessionIdentity(claims);
  }

  private sign(kind: TokenKind, claims: Omit<Claims, 'kind'>): string {
    return this.jwt.sign(claims, {
      algorithm: 'HS256',
      issuer: ISSUER,
      audience: kind,
      expiresIn: LIFETIME[kind],
    });
  }

  private verify(token: unknown, kinds: [TokenKind, ...TokenKind[]]): Claims {
    if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) throw tokenInvalid();
    let payload: Record<string, unknown>;
    try {
      payload = this.jwt.verify(token, { algorithms: ['HS256'], issuer: ISSUER, audience: kinds });
    } catch (error) {
      throw error instanceof Error && error.name === 'TokenExpiredError' ? tokenExpired() : tokenInvalid();
    }
    return toClaims(payload, kinds);
  }
}

const isId = (value: unknown): value is string => typeof value === 'string' && ID_PATTERN.test(value);
const isOptionalId = (value: unknown): value is string | undefined => value === undefined || isId(value);

/** The signature proves that Podium made the token, not that an older version put the same claims in it. */
function toClaims({ aud, sub, sid, fam, jti }: Record<string, unknown>, kinds: TokenKind[]): Claims {
  const kind = kinds.find((known) => known === aud);
  if (!kind || !isId(sub) || !isOptionalId(sid) || !isOptionalId(fam) || !isOptionalId(jti))
    throw tokenInvalid();
  return { kind, sub, sid, fam, jti };
}

function toSessionIdentity({ kind, sub, sid }: Claims): SessionIdentity {
  if (!sid) throw tokenInvalid();
  return kind === 'player'
    ? { role: 'player', sessionId: sid, playerId: sub }
    : { role: 'host', sessionId: sid, hostId: sub };
}
