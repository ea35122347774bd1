import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';
import { isProbe } from './probes.js';

// ADR 21: why metrics are created by an import.
const seconds = new Histogram({
  name: 'podium_http_request_seconds',
  help: 'REST requests by the pattern of their path; `other` is what matches none, the web client included',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The pattern that a request's path has matched; known once it was routed. */
export function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { path?: unknown };
  // A middleware's own pattern matches everything.
  return typeof path === 'string' && !path.includes('*') ? path : 'other';
}

export function measureRequest(request: Request, response: Response, next: NextFunction): void {
  if (isProbe(request)) return next();
  const startedAt = performance.now();
  response.once('finish', () => {
    const route = routeOf(request);
    const method = METHODS.has(request.method) ? request.method : 'other';
    const took = (performance.now() - startedAt) / 1_000;
    seconds.observe({ method, route, status: response.statusCode }, took);
  });
  next();
}
