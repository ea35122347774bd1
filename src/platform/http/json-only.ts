import type { NextFunction, Request, Response } from 'express';
import { problem } from '../problems/podium-error.js';

/** Paths at which a multipart upload is let through. No route answers there today. */
const MULTIPART_PATHS = [/^\/v1\/quizzes\/import\/?$/i];

const hasBody = (request: Request) =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const isAllowed = (request: Request) =>
  Boolean(request.is('application/json')) ||
  (Boolean(request.is('multipart/form-data')) && MULTIPART_PATHS.some((path) => path.test(request.path)));

/** Express middleware before the body parsers: a body that is neither JSON nor such an upload gets 415, at any path. */
export function jsonOnly(request: Request, _response: Response, next: NextFunction): void {
  // Socket.IO reads its long-polling bodies itself, before Express; this sees REST only.
  if (hasBody(request) && !isAllowed(request)) throw problem('UNSUPPORTED_MEDIA_TYPE');
  next();
}
