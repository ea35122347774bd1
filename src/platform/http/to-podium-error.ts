import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '../../contracts/problems.js';
import { PodiumError, problem } from '../problems/podium-error.js';
import { isStoreAway, STORE_RETRY_SECONDS } from './unavailable.js';

type Refusal = readonly [code: ProblemCode, detail?: string];

/** The `type` of body-parser's errors, with stable codes and sentences of Podium: body-parser's messages quote the body. */
const BODY_ERRORS: Record<string, Refusal> = {
  'entity.parse.failed': ['MALFORMED_JSON'],
  'entity.too.large': ['BODY_TOO_LARGE'],
  'encoding.unsupported': ['UNSUPPORTED_MEDIA_TYPE', 'This content encoding is not supported.'],
  'charset.unsupported': ['UNSUPPORTED_MEDIA_TYPE', 'This charset is not supported; send UTF-8.'],
  'request.size.invalid': ['MALFORMED', 'The body is not as long as its Content-Length says.'],
  'request.aborted': ['MALFORMED', 'The body ended early.'],
};

/** Everything else that the framework refuses, by status. Its own messages are not passed on: they quote the URL. */
const STATUS_ERRORS: Record<number, Refusal> = {
  400: ['BAD_REQUEST'],
  401: ['TOKEN_INVALID', 'The request needs a valid token.'],
  403: ['FORBIDDEN'],
  404: ['NOT_FOUND'],
  405: ['METHOD_NOT_ALLOWED'],
  406: ['NOT_ACCEPTABLE'],
  408: ['REQUEST_TIMEOUT'],
  409: ['CONFLICT'],
  413: ['BODY_TOO_LARGE'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send application/json.'],
  422: ['UNPROCESSABLE'],
  429: ['TOO_MANY_REQUESTS'],
  503: ['UNAVAILABLE'],
};

/** Nest wraps what Express and body-parser throw, and keeps the original as `cause`. */
function fromHttpException(exception: HttpException): PodiumError {
  const { cause } = exception;
  if (cause instanceof URIError) return problem('MALFORMED_URL');
  const ofBody = cause instanceof Error && 'type' in cause ? BODY_ERRORS[String(cause.type)] : undefined;
  const [code, detail] = ofBody ?? STATUS_ERRORS[exception.getStatus()] ?? ['INTERNAL'];
  return problem(code, { detail });
}

/**
 * The part of an error that a client may know. It gets no detail of an unexpected error, whose message can contain a query,
 * a host name or a value.
 */
export function toPodiumError(exception: unknown): PodiumError {
  if (exception instanceof PodiumError) return exception;
  if (exception instanceof HttpException) return fromHttpException(exception);
  if (isStoreAway(exception)) return problem('STORE_UNAVAILABLE', { retryAfter: STORE_RETRY_SECONDS });
  return problem('INTERNAL');
}
