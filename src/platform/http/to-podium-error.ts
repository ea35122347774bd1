import { HttpException } from '@nestjs/common';
import { PodiumError } from '../problems/podium-error.js';
import { isStoreAway, STORE_RETRY_SECONDS } from './unavailable.js';

/** `type` that body-parser puts on its errors, as stable codes and sentences of our own: its messages quote the body. */
const BODY_ERRORS: Record<string, readonly [number, string, string]> = {
  'entity.parse.failed': [400, 'MALFORMED_JSON', 'The body is not a JSON object.'],
  'entity.too.large': [413, 'BODY_TOO_LARGE', 'The body is larger than this server accepts.'],
  'encoding.unsupported': [415, 'UNSUPPORTED_MEDIA_TYPE', 'This content encoding is not supported.'],
  'charset.unsupported': [415, 'UNSUPPORTED_MEDIA_TYPE', 'This charset is not supported; send UTF-8.'],
  'request.size.invalid': [400, 'MALFORMED', 'The body is not as long as its Content-Length says.'],
  'request.aborted': [400, 'MALFORMED', 'The body ended early.'],
};

/** Anything else the framework refuses, by status. Its own messages are not passed on: they quote the URL. */
const STATUS_ERRORS: Record<number, readonly [string, string]> = {
  400: ['BAD_REQUEST', 'The request is not one this server understands.'],
  401: ['TOKEN_INVALID', 'The request needs a valid token.'],
  403: ['FORBIDDEN', 'This token does not allow that.'],
  404: ['NOT_FOUND', 'Nothing answers at this path and method.'],
  405: ['METHOD_NOT_ALLOWED', 'This path does not answer to this method.'],
  406: ['NOT_ACCEPTABLE', 'None of the accepted formats can be given.'],
  408: ['REQUEST_TIMEOUT', 'The request took too long to arrive.'],
  409: ['CONFLICT', 'The request does not fit the present state.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than this server accepts.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send application/json.'],
  422: ['UNPROCESSABLE', 'The content could not be processed.'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests; wait before the next.'],
  503: ['UNAVAILABLE', 'The service is not available right now.'],
};

const internal = () =>
  new PodiumError(500, 'INTERNAL', 'Something went wrong on the server. The request id finds it in the log.');

/** Nest wraps what Express and body-parser throw, and keeps the original as `cause`. */
function fromHttpException(exception: HttpException): PodiumError {
  const { cause } = exception;
  if (cause instanceof URIError)
    return new PodiumError(400, 'MALFORMED_URL', 'The path is not properly encoded.');
  if (cause instanceof Error && 'type' in cause) {
    const known = BODY_ERRORS[String(cause.type)];
    if (known) return new PodiumError(...known);
  }
  const known = STATUS_ERRORS[exception.getStatus()];
  return known ? new PodiumError(exception.getStatus(), ...known) : internal();
}

/**
 * What a client may know of an error. Nothing of an unexpected one: its message may hold a query, a host name
 * or a value.
 */
export function toPodiumError(exception: unknown): PodiumError {
  if (exception instanceof PodiumError) return exception;
  if (exception instanceof HttpException) return fromHttpException(exception);
  if (isStoreAway(exception)) {
    return new PodiumError(
      503,
      'STORE_UNAVAILABLE',
      'A store is not reachable right now; try again shortly.',
      {
        retryAfter: STORE_RETRY_SECONDS,
      },
    );
  }
  return internal();
}
