import type { NextFunction, Request, Response } from 'express';

/** Express middleware: what an API's answer needs. The web client's headers (CSP and the like) belong to who serves it. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Answers under /v1 carry tokens and one user's data; no cache on the way may keep them.
  if (request.path.startsWith('/v1/')) response.setHeader('Cache-Control', 'no-store');
  next();
}
