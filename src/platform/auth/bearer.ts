import type { Request } from 'express';
import { tokenMissing } from './token-errors.js';

/** The token of an `Authorization: Bearer …` header. @throws PodiumError 401 `TOKEN_MISSING` */
export function bearerToken(request: Pick<Request, 'headers'>): string {
  const match = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '');
  if (!match) throw tokenMissing();
  return match[1]!;
}
