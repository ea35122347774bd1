import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { bearerToken } from './bearer.js';
import { tokenMissing } from './token-errors.js';
import { TokensService } from './tokens.service.js';

interface HostRequest extends Request {
  hostId?: string;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<HostRequest>();

/** Lets a host with a valid access token through, and remembers who it is. */
@Injectable()
export class HostGuard implements CanActivate {
  constructor(private readonly tokens: TokensService) {}

  canActivate(context: ExecutionContext): boolean {
    const request = requestOf(context);
    request.hostId = this.tokens.verifyAccess(bearerToken(request)).hostId;
    return true;
  }
}

/** `@HostId() hostId: string`: the host that `HostGuard` let through. */
export const HostId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { hostId } = requestOf(context);
  // A route that lacks its guard must not run without a host.
  if (!hostId) throw tokenMissing();
  return hostId;
});
