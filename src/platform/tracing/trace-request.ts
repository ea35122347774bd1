import type { NextFunction, Request, Response } from 'express';
import { routeOf } from '../http/http-metrics.js';
import { isProbe } from '../http/probes.js';
import { fail, isTracing, serve } from './spans.js';

/** Express middleware: a span for each REST request, in the trace of the caller if it has one. */
export function traceRequest(request: Request, response: Response, next: NextFunction): void {
  if (!isTracing() || isProbe(request)) return next();
  const { method, headers } = request;
  serve(method, { carrier: headers, attributes: { 'http.request.method': method } }, (span) => {
    response.once('close', () => {
      const route = routeOf(request);
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': response.statusCode });
      if (response.statusCode >= 500) fail(span);
      span.end();
    });
    next();
  });
}
