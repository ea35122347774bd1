/** The purpose of a token. It is the token's audience, so that one kind is never accepted as another. */
export type TokenKind = 'access' | 'refresh' | 'player' | 'host-session';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Seconds for which a token of each kind is valid. */
export const LIFETIME: Record<TokenKind, number> = {
  access: 15 * MINUTE,
  refresh: 30 * DAY,
  player: 7 * DAY,
  'host-session': 7 * DAY,
};

/** The claims that Podium puts into a token; `sub` is a host or a player. */
export interface Claims {
  kind: TokenKind;
  sub: string;
  /** Session of a player's or host's session token. */
  sid?: string;
  /** Refresh tokens: the login they descend from, and their own id. */
  fam?: string;
  jti?: string;
}

/** The holder of a session's token. */
export type SessionIdentity =
  | { role: 'player'; sessionId: string; playerId: string; hostId?: undefined }
  | { role: 'host'; sessionId: string; hostId: string; playerId?: undefined };

/** A login and the token that continues it. */
export interface RefreshIdentity {
  hostId: string;
  family: string;
  tokenId: string;
}
