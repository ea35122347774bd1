import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { invalidInput } from '../problems/podium-error.js';
import { toPodiumError } from './to-podium-error.js';

const named = (name: string, message = 'secret-host:27017', extra: object = {}) =>
  Object.assign(new Error(message), { name, ...extra });

describe('toPodiumError', () => {
  it('leaves our own errors alone', () => {
    const error = invalidInput([]);
    expect(toPodiumError(error)).toBe(error);
  });

  it.each([
    ['entity.parse.failed', 400, 'MALFORMED_JSON', 'The body is not a JSON object.'],
    ['entity.too.large', 413, 'BODY_TOO_LARGE', 'The body is larger than this server accepts.'],
    ['encoding.unsupported', 415, 'UNSUPPORTED_MEDIA_TYPE', 'This content encoding is not supported.'],
    ['charset.unsupported', 415, 'UNSUPPORTED_MEDIA_TYPE', 'This charset is not supported; send UTF-8.'],
    ['request.size.invalid', 400, 'MALFORMED', 'The body is not as long as its Content-Length says.'],
    ['request.aborted', 400, 'MALFORMED', 'The body ended early.'],
  ])('knows the body parser\'s "%s"', (type, status, code, detail) => {
    const cause = Object.assign(new Error('secret body'), { type });
    const error = toPodiumError(new HttpException('secret body', status, { cause }));
    expect(error).toMatchObject({ status, code, detail, details: {} });
  });

  it.each([
    [400, 'BAD_REQUEST', 'The request is not one this server understands.'],
    [401, 'TOKEN_INVALID', 'The request needs a valid token.'],
    [403, 'FORBIDDEN', 'This token does not allow that.'],
    [404, 'NOT_FOUND', 'Nothing answers at this path and method.'],
    [405, 'METHOD_NOT_ALLOWED', 'This path does not answer to this method.'],
    [406, 'NOT_ACCEPTABLE', 'None of the accepted formats can be given.'],
    [408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.'],
    [409, 'CONFLICT', 'The request does not fit the present state.'],
    [413, 'BODY_TOO_LARGE', 'The body is larger than this server accepts.'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'Send application/json.'],
    [422, 'UNPROCESSABLE', 'The content could not be processed.'],
    [429, 'TOO_MANY_REQUESTS', 'Too many requests; wait before the next.'],
    [503, 'UNAVAILABLE', 'The service is not available right now.'],
  ])('has a sentence of its own for whatever else is refused with %i', (status, code, detail) => {
    const error = toPodiumError(new HttpException('secret', status));
    expect(error).toMatchObject({ status, code, detail, details: {} });
  });

  it.each([402, 418, 451, 500, 502])('tells nothing of a %i of the framework', (status) => {
    const error = toPodiumError(new HttpException('secret', status));
    expect(error).toMatchObject({ status: 500, code: 'INTERNAL', details: {} });
  });

  it("does not repeat the framework's sentences", () => {
    const error = toPodiumError(new NotFoundException('Cannot GET /x?token=secret'));
    expect(error).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(error.detail).not.toContain('secret');
    expect(toPodiumError(new BadRequestException('x', { cause: new URIError('%FF') })).code).toBe(
      'MALFORMED_URL',
    );
  });

  it.each([
    named('MongooseServerSelectionError'),
    named('MongoServerSelectionError'),
    named('MongoNetworkError'),
    named('MongooseError', 'Cannot call `hosts.findOne()` before initial connection is complete if …'),
    named('MongoServerError', 'not primary', { errorLabels: ['RetryableWriteError'] }),
    named('MaxRetriesPerRequestError'),
    named('ClusterAllFailedError'),
    named('Error', 'Command timed out'),
    named('Error', 'Connection is closed.'),
    named('Error', 'connect', { code: 'ECONNREFUSED' }),
    named('ReplyError', 'LOADING Redis is loading the dataset in memory'),
    new Error('wrapped', { cause: named('MongoNetworkTimeoutError') }),
  ])('takes %s for a store that is away', (error) => {
    const answer = toPodiumError(error);
    expect(answer).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE', details: { retryAfter: 2 } });
    expect(answer.detail).toBe('A store is not reachable right now; try again shortly.');
    expect(answer.detail).not.toContain('secret-host');
  });

  it.each([
    new Error('secret'),
    new TypeError('secret'),
    named('MongoServerError', 'secret'),
    'secret',
    undefined,
    { a: 1 },
  ])('tells nothing of %s', (thrown) => {
    const answer = toPodiumError(thrown);
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL', details: {} });
    expect(answer.detail).toBe('Something went wrong on the server. The request id finds it in the log.');
    expect(answer.detail).not.toContain('secret');
  });
});
