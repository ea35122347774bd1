import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import sirv, { type Options } from 'sirv';
import type { Environment } from '../config/environment.js';

/** The folder that `npm run build` makes from `web/`. */
const BUILT = fileURLToPath(new URL('../../web', import.meta.url));

/** Paths that are no pages of the client: an unknown address below them stays a 404 of the API. */
const OTHERS = /^\/(v1|docs|docs-json|asyncapi\.json|health|metrics|socket\.io)(\/|$)/;

const YEAR_S = 31_536_000;

// ADR 12: why the api role serves the web client.
/**
 * Serves the web client. Browsers keep files under `/assets/`, whose names change with their content, for a year, and ask for
 * pages and the service worker each time. The client routes every other address that a browser opens, except those of the API.
 * Call it before `init` or `listen`. Without a build of the client it does nothing, and the API works alone.
 */
export function serveWebClient(app: NestExpressApplication, env: Environment, folder = BUILT): void {
  if (!existsSync(folder)) return;
  const headers = pageHeaders(env);
  const options: Options = {
    ignores: [/^\/assets\//, /\.[a-z0-9]+$/],
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (response: ServerResponse, path: string) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      const lasting = path.startsWith('/assets/');
      response.setHeader('Cache-Control', lasting ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  };
  const files = sirv(folder, options);
  const pages = sirv(folder, { ...options, single: true });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads || OTHERS.test(request.path)) return next();
    // A browser that opens an address says that it wants a page; any other request for a missing file gets 404.
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    (wantsPage ? pages : files)(request, response, next);
  });
}

/** The page runs only its own scripts and styles and connects only to its origin; pictures may also come from IMAGE_ORIGINS. */
function pageHeaders({ PUBLIC_URL, IMAGE_ORIGINS }: Environment): Record<string, string> {
  // Older versions of Safari do not count a WebSocket to the page's own host as 'self'.
  const sockets = new URL(PUBLIC_URL).origin.replace(/^http/, 'ws');
  const policy = {
    'default-src': "'self'",
    'connect-src': `'self' ${sockets}`,
    'img-src': ["'self'", 'data:', ...IMAGE_ORIGINS].join(' '),
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
