import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Environment } from '../config/environment.js';

/** The origins whose pages may read answers: Podium's own and CORS_ORIGINS. Clients other than browsers send no origin. */
export const allowedOrigins = ({ PUBLIC_URL, CORS_ORIGINS }: Environment): string[] => [
  new URL(PUBLIC_URL).origin,
  ...CORS_ORIGINS,
];

/** Lets the pages of these origins read the answers of REST (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export function allowOrigins(app: NestExpressApplication, env: Environment): void {
  app.enableCors({
    origin: allowedOrigins(env),
    exposedHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
}
