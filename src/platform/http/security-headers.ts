import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Answers of an API show nothing and load nothing; the web client's pages have a policy of their own. */
const api = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
});
/** Swagger UI styles itself inline. */
const docs = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
});

/**
 * The web client's pages bring their own policy, so none is set here: a 304 comes without theirs, and a browser would then
 * keep this one for the page.
 */
const pages = helmet({ contentSecurityPolicy: false });

const API = /^\/(v1|health|metrics)(\/|$)/;
const DOCS = /^\/docs(\/|$)/;
const headersFor = (path: string) => (API.test(path) ? api : DOCS.test(path) ? docs : pages);

/** Express middleware: the headers by which browsers protect their users (https://helmetjs.github.io). */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  // Answers under /v1 carry tokens and one user's data; no cache on the way may keep them.
  if (request.path.startsWith('/v1/')) response.setHeader('Cache-Control', 'no-store');
  headersFor(request.path)(request, response, next);
}
