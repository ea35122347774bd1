import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureHttp } from './configure-http.js';
import { IdParam } from './id-param.pipe.js';
import { PageQuery } from './page-query.dto.js';
import { problem } from '../problems/podium-error.js';
import { ValidatedQuery } from './validated.js';

@Controller('v1')
class ProbeController {
  @Post('echo')
  echo(@Req() req: Request) {
    return { body: req.body as unknown };
  }

  @Get('things/:thingId')
  thing(@Param('thingId', IdParam) id: string, @ValidatedQuery(PageQuery) query: PageQuery) {
    return { id, limit: query.limit, cursor: query.cursor };
  }

  @Get('fail')
  fail() {
    throw new Error('mongodb://root:hunter2@db failed');
  }

  @Get('wait')
  wait() {
    throw problem('TOO_MANY_REQUESTS', { detail: 'Wait.', retryAfter: 1.2 });
  }
}

describe('configureHttp', () => {
  let app: NestExpressApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [ProbeController] }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    configureHttp(app, pino({ level: 'silent' }));
    await app.init();
  });
  afterAll(() => app.close());

  const http = () => request(app.getHttpServer());
  const post = (body: string | Buffer, type = 'application/json') =>
    http().post('/v1/echo').set('content-type', type).send(body);

  it('parses JSON and sends minimal headers', async () => {
    const answer = await post('{"a":1}').expect(201, { body: { a: 1 } });
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(answer.headers['x-request-id']).toBeTruthy();
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it.each([
    ['{"a":', 'application/json', 400, 'MALFORMED_JSON'],
    ['"text"', 'application/json', 400, 'MALFORMED_JSON'],
    ['{"__proto__":{"x":1}}', 'application/json', 400, 'FORBIDDEN_KEY'],
    ['a=1', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['hello', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['x', 'multipart/form-data; boundary=x', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['{}', 'application/json; charset=koi8-r', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %j as %s with %i %s', async (body, type, status, code) => {
    const answer = await post(body, type).expect(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, type: `urn:podium:problem:${code}` });
    expect(answer.headers['x-request-id']).toBeTruthy();
  });

  it('sends a problem as RFC 9457 has it, to the byte', async () => {
    const { text } = await post('hello', 'text/plain').expect(415);
    expect(text).toBe(
      '{"type":"urn:podium:problem:UNSUPPORTED_MEDIA_TYPE","title":"Unsupported media type","status":415,' +
        '"detail":"Send the body as application/json.","code":"UNSUPPORTED_MEDIA_TYPE"}',
    );
    expect((await post('{"__proto__":1}').expect(400)).text).toBe(
      '{"type":"urn:podium:problem:FORBIDDEN_KEY","title":"Forbidden key","status":400,' +
        '"detail":"The body has a key that is never allowed.","code":"FORBIDDEN_KEY",' +
        '"errors":[{"path":"__proto__","message":"is not an allowed name"}]}',
    );
  });

  const MEBIBYTE = 1024 * 1024;
  it.each([
    ['POST', '/v1/echo', 16 * 1024],
    ['PUT', '/v1/quizzes', 16 * 1024],
    ['POST', '/v1/quizzes/generate', 16 * 1024],
    ['POST', '/v1/quizzes', MEBIBYTE],
    ['POST', '/V1/Quizzes/', MEBIBYTE],
    ['PUT', '/v1/quizzes/a_b-1', MEBIBYTE],
  ])('%s %s takes a body of %i bytes and none that is longer', async (method, path, most) => {
    const send = (bytes: number) => {
      const body = JSON.stringify({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
      const asked = method === 'PUT' ? http().put(path) : http().post(path);
      return asked.set('content-type', 'application/json').send(body);
    };
    expect((await send(most)).status).not.toBe(413);
    const refused = await send(most + 1);
    expect(refused.status).toBe(413);
    expect(refused.body).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('answers an unknown path and a broken one as problems, without repeating them', async () => {
    const missing = await http().get('/v1/nothing?token=hunter2').expect(404);
    expect(missing.body).toMatchObject({ code: 'NOT_FOUND', title: 'Not found' });
    expect(missing.text).not.toContain('hunter2');
    expect((await http().get('/v1/things/%FF').expect(400)).body).toMatchObject({ code: 'MALFORMED_URL' });
  });

  it('tells nothing of an unexpected error', async () => {
    const { text, body } = await http().get('/v1/fail').expect(500);
    expect(body).toMatchObject({ code: 'INTERNAL', status: 500 });
    expect(text).not.toMatch(/hunter2|mongodb|at /);
  });

  it('says when to come back', async () => {
    expect((await http().get('/v1/wait').expect(429)).headers['retry-after']).toBe('2');
  });

  it('checks ids and page queries', async () => {
    await http().get('/v1/things/a_b-1').expect(200, { id: 'a_b-1', limit: 20 });
    await http().get('/v1/things/a?limit=100&cursor=abc').expect(200, { id: 'a', limit: 100, cursor: 'abc' });
    const wrong = await http().get('/v1/things/a.b').expect(400);
    expect(wrong.body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'thingId' }] });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=',
    'limit=1&limit=2',
    'limit[$gt]=1',
    'cursor[$ne]=a',
    'cursor=a&cursor=b',
    'cursor=%24',
  ])('refuses ?%s', async (query) => {
    const answer = await http().get(`/v1/things/a?${query}`).expect(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
