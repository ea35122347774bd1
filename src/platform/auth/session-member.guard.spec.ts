import type { ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { JwtService } from '@nestjs/jwt';
import { describe, expect, it } from 'vitest';
import { SessionMemberGuard } from './session-member.guard.js';
import { TokensService } from './tokens.service.js';

const tokens = new TokensService(new JwtService({ secret: 'a secret of more than thirty-two bytes' }));
const guard = new SessionMemberGuard(tokens);

const asks = (sessionId: string, authorization?: string): ExecutionContext =>
  new ExecutionContextHost([{ headers: { authorization }, params: { sessionId } }]);

const refused = (context: ExecutionContext): unknown => {
  try {
    return guard.canActivate(context);
  } catch (error) {
    return error;
  }
};

describe('SessionMemberGuard', () => {
  const ofS1 = `Bearer ${tokens.signPlayer('s1', 'p1')}`;

  it('lets in who has a token of the session', () => {
    expect(guard.canActivate(asks('s1', ofS1))).toBe(true);
  });

  it('refuses a token of another session', () => {
    const detail = 'This token belongs to another session.';
    expect(refused(asks('s2', ofS1))).toMatchObject({ status: 403, code: 'FORBIDDEN', detail });
  });

  it('asks for a token where there is none', () => {
    const detail = 'Send a token in the header Authorization: Bearer <token>.';
    expect(refused(asks('s1'))).toMatchObject({ status: 401, code: 'TOKEN_MISSING', detail });
  });
});
