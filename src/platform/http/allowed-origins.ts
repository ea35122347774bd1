import type { Environment } from '../config/environment.js';

/** Whose pages may read answers: where Podium itself is, and CORS_ORIGINS. What is no browser sends no origin. */
export const allowedOrigins = ({ PUBLIC_URL, CORS_ORIGINS }: Environment): string[] => [
  new URL(PUBLIC_URL).origin,
  ...CORS_ORIGINS,
];
