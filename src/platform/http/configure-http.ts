import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { logRequest } from '../logging/log-request.js';
import { nameRequest } from '../logging/request-id.js';
import { readBodies } from './body-parsers.js';
import { measureRequest } from './http-metrics.js';
import { traceRequest } from '../tracing/trace-request.js';
import { jsonOnly } from './json-only.js';
import { ProblemFilter } from './problem.filter.js';
import { safeBody } from './safe-body.js';
import { securityHeaders } from './security-headers.js';

/** Longer than a load balancer keeps an idle connection (60 s is usual), so that it never reuses one that has just closed. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 15_000;
/** Time for a request to arrive in full; it does not bound the time that the answer takes. */
const REQUEST_MS = 30_000;

// ADR 14: why there is middleware in this order, and no logger for each request.
/** Everything that the HTTP sides of all roles have in common. Call it before `init` or `listen`. */
export function configureHttp(app: NestExpressApplication, logger: Logger): void {
  app.disable('x-powered-by');
  // Only load balancers and sidecars on private addresses may say which address the client has.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(nameRequest, logRequest(logger), traceRequest, measureRequest, securityHeaders, jsonOnly);
  readBodies(app);
  app.use(safeBody);
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
}
