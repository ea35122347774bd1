import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Environment } from '../config/environment.js';

/** Whose pages may read answers: where Podium itself is, and CORS_ORIGINS. What is no browser sends no origin. */
export const allowedOrigins = ({ PUBLIC_URL, CORS_ORIGINS }: Environment): string[] => [
  new URL(PUBLIC_URL).origin,
  ...CORS_ORIGINS,
];

/** Lets their pages read what REST answers (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export function allowOrigins(app: NestExpressApplication, env: Environment): void {
  app.enableCors({
    origin: allowedOrigins(env),
    exposedHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
}
