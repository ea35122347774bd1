import { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { logRequest } from './log-request.js';
import { loggerOptions } from './logger-options.js';
import { nameRequest } from './request-id.js';

/** Sends one request through the configured logger and returns the lines that were written. */
async function logged(path: string, headers: Record<string, string> = {}, status = 200) {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = pino(loggerOptions({ LOG_LEVEL: 'debug', ROLE: 'api', NODE_NAME: 'n1' }), sink);
  const app = express().use(nameRequest, logRequest(log), (_request, response) => {
    const error = Object.assign(new Error('failed'), { command: { args: ['hunter-nick'] } });
    log.warn({ user: { password: 'hunter1' }, nickname: 'hunter2', deep: { er: { token: 'hunter3' } } });
    if (status >= 500) log.error({ err: error }, 'boom');
    response.status(status).end();
  });
  const answer = await request(app).get(path).set(headers);
  return {
    answer,
    text: lines.join(''),
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('the log', () => {
  it('shows no header, no query string and no secret', async () => {
    const { text, lines } = await logged('/v1/x?token=hunter0', {
      authorization: 'Bearer hunter4',
      cookie: 'sid=hunter5',
    });
    expect(text).not.toMatch(/hunter/);
    expect(lines.at(-1)).toMatchObject({ level: 20, req: { method: 'GET', path: '/v1/x' }, role: 'api' });
  });

  it('shows an error with its stack and without what drivers hang on it', async () => {
    const { text, lines } = await logged('/v1/x', {}, 500);
    expect(text).not.toMatch(/hunter/);
    expect(lines.filter((line) => 'err' in line)).toHaveLength(1);
    expect(lines.find((line) => 'err' in line)?.['err']).toMatchObject({ message: 'failed', type: 'Error' });
    expect(lines.at(-1)).toMatchObject({ level: 40, msg: 'request failed' });
  });

  it('keeps probes out', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics?x=1']) {
      expect((await logged(path)).lines).toHaveLength(1);
    }
  });

  it('takes over a sane request id and answers with it', async () => {
    const { answer, lines } = await logged('/v1/x', { 'x-request-id': 'edge-17.a_b' });
    expect(answer.headers['x-request-id']).toBe('edge-17.a_b');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatchObject({ reqId: 'edge-17.a_b' });
  });

  it.each(['a b', 'x'.repeat(65), '{"a":1}'])('replaces the request id %j', async (id) => {
    const { answer } = await logged('/v1/x', { 'x-request-id': id });
    expect(answer.headers['x-request-id']).toMatch(/^[A-Za-z0-9_-]{21}$/);
  });
});
