import type { LoggerOptions } from 'pino';
import type { Environment } from '../config/environment.js';
import { requestMixin } from './request-id.js';
import { serializeError, serializeRequest, serializeResponse } from './serializers.js';

const SECRET_KEYS = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'refreshToken',
  'hostToken',
  'playerToken',
  'password',
  'passwordHash',
  'nickname',
  'JWT_SECRET',
];

/** pino's wildcard stands for one level, so each depth is listed; no log line of Podium nests deeper. */
const REDACTED = SECRET_KEYS.flatMap((key) =>
  ['', '*.', '*.*.', '*.*.*.'].map((depth) => depth + key),
).concat(['', '*.', '*.*.'].map((depth) => `${depth}["set-cookie"]`));

/** How requests and everything else are logged: JSON lines without a secret, a query string or a nickname. */
export const loggerOptions = (
  environment: Pick<Environment, 'LOG_LEVEL' | 'ROLE' | 'NODE_NAME'>,
): LoggerOptions => ({
  level: environment.LOG_LEVEL,
  base: { role: environment.ROLE, node: environment.NODE_NAME },
  mixin: requestMixin,
  serializers: { req: serializeRequest, res: serializeResponse, err: serializeError },
  redact: { paths: REDACTED, censor: '[redacted]' },
});
