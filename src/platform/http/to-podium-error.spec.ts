import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { invalidInput } from './podium-error.js';
import { toPodiumError } from './to-podium-error.js';

const named = (name: string, message = 'secret-host:27017', extra: object = {}) =>
  Object.assign(new Error(message), { name, ...extra });

describe('toPodiumError', () => {
  it('leaves our own errors alone', () => {
    const error = invalidInput([]);
    expect(toPodiumError(error)).toBe(error);
  });

  it.each([
    ['entity.parse.failed', 400, 'MALFORMED_JSON'],
    ['entity.too.large', 413, 'BODY_TOO_LARGE'],
    ['encoding.unsupported', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('knows the body parser\'s "%s"', (type, status, code) => {
    const cause = Object.assign(new Error('secret body'), { type });
    expect(toPodiumError(new HttpException('secret body', status, { cause }))).toMatchObject({
      status,
      code,
    });
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
    expect(answer.detail).not.toContain('secret');
  });
});
