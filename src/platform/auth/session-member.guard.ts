import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { problem } from '../problems/podium-error.js';
import { bearerToken } from './bearer.js';
import type { SessionIdentity } from './claims.js';
import { tokenMissing } from './token-errors.js';
import { TokensService } from './tokens.service.js';

/**
 * The reader of a session. `sessionId` is null for a host with an access token, which names no session: the handler of the
 * request checks that the session is this host's.
 */
export type SessionReader = SessionIdentity | { role: 'host'; sessionId: null; hostId: string };

interface ReaderRequest extends Request {
  sessionReader?: SessionReader;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<ReaderRequest>();

/**
 * For routes with `:sessionId`: accepts a player's or host's token of that session, or any host's access token (see
 * `SessionReader`). 401 without a valid token, 403 `FORBIDDEN` with a token of another session.
 */
@Injectable()
export class SessionMemberGuard implements CanActivate {
  constructor(private readonly tokens: TokensService) {}

  canActivate(context: ExecutionContext): boolean {
    const request = requestOf(context);
    const reader = this.tokens.verifyReader(bearerToken(request));
    if (reader.sessionId !== null && reader.sessionId !== request.params['sessionId']) {
      throw problem('FORBIDDEN', { detail: 'This token belongs to another session.' });
    }
    request.sessionReader = reader;
    return true;
  }
}

/** `@SessionMember() member: SessionReader`: the reader that `SessionMemberGuard` let through. */
export const SessionMember = createParamDecorator((_: unknown, context: ExecutionContext): SessionReader => {
  const { sessionReader } = requestOf(context);
  if (!sessionReader) throw tokenMissing();
  return sessionReader;
});
