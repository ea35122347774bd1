import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Options } from 'pino-http';
import type { Environment } from '../config/environment.js';
import { requestId } from './request-id.js';
import { pathOf, serializeError, serializeRequest, serializeResponse } from './serializers.js';

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

/** pino's wildcard stands for one level, so each depth is listed; nothing of ours nests deeper in a log line. */
const REDACTED = SECRET_KEYS.flatMap((key) =>
  ['', '*.', '*.*.', '*.*.*.'].map((depth) => depth + key),
).concat(['', '*.', '*.*.'].map((depth) => `${depth}["set-cookie"]`));

/** Probes and scrapes come every few seconds and say nothing. */
const isProbe = (request: IncomingMessage) => /^\/(health|metrics)(\/|$)/.test(pathOf(request));

/** A failed request's error is logged by the problem filter, with its stack; here it is one line among the others. */
function levelOf(_request: IncomingMessage, response: ServerResponse, error?: Error) {
  if (error || response.statusCode >= 500) return 'warn';
  return response.statusCode >= 400 ? 'info' : 'debug';
}

/** How requests and everything else are logged: JSON lines without a secret, a query string or a nickname. */
export const loggerOptions = (
  environment: Pick<Environment, 'LOG_LEVEL' | 'ROLE' | 'NODE_NAME'>,
): Options => ({
  level: environment.LOG_LEVEL,
  base: { role: environment.ROLE, node: environment.NODE_NAME },
  genReqId: requestId,
  quietReqLogger: true,
  autoLogging: { ignore: isProbe },
  customLogLevel: levelOf,
  customErrorObject: (_request, _response, _error, { err: _logged, ...rest }) => rest,
  customErrorMessage: () => 'request failed',
  wrapSerializers: false,
  serializers: { req: serializeRequest, res: serializeResponse, err: serializeError },
  redact: { paths: REDACTED, censor: '[redacted]' },
});
