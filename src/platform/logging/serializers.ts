import type { IncomingMessage, ServerResponse } from 'node:http';

interface LoggedError {
  type: string;
  message: string;
  stack?: string;
  code?: unknown;
  cause?: LoggedError;
}

const MAX_CAUSES = 3;

/**
 * Type, message, stack and code of an error. Drivers add more to their errors (ioredis the arguments of the command,
 * MongoDB the duplicate key), and nicknames and addresses would reach the log that way.
 */
export function serializeError(error: unknown, causes = MAX_CAUSES): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is not an Error was thrown' };
  return {
    type: error.name,
    message: withoutDuplicateKey(error.message),
    stack: error.stack && withoutDuplicateKey(error.stack),
    ...('code' in error && { code: error.code }),
    ...(error.cause instanceof Error && causes > 0 && { cause: serializeError(error.cause, causes - 1) }),
  };
}

/** MongoDB's E11000 quotes the value that was there already, such as an e-mail address. */
const withoutDuplicateKey = (text: string) => text.replace(/dup key: \{.*\}/g, 'dup key: {…}');

/** Only the path: query strings can carry tokens, and headers do. */
export const serializeRequest = (request: IncomingMessage & { id?: unknown; originalUrl?: string }) => ({
  id: request.id,
  method: request.method,
  path: pathOf(request),
});

export const serializeResponse = (response: ServerResponse) => ({ statusCode: response.statusCode });

/** Path of a request without its query string. */
export const pathOf = (request: IncomingMessage & { originalUrl?: string }) =>
  (request.originalUrl ?? request.url ?? '').split('?', 1)[0]!;
