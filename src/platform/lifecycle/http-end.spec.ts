import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, expect, it } from 'vitest';
import { LifecycleModule } from './lifecycle.module.js';

const ANSWER_MS = 300;

@Controller()
class Slow {
  @Get()
  async answer(): Promise<string> {
    await sleep(ANSWER_MS);
    return 'answered';
  }
}

@Module({ imports: [LifecycleModule], controllers: [Slow] })
class App {}

let app: INestApplication;
afterEach(() => app.getHttpServer().closeAllConnections());

it('a connection that is kept alive does not keep a process whose request was under way', async () => {
  app = await NestFactory.create(App, { logger: false });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  server.keepAliveTimeout = 65_000;
  const { port } = server.address() as AddressInfo;
  const answered = once(get({ port, host: '127.0.0.1', agent: new Agent({ keepAlive: true }) }), 'response');
  await once(server, 'request');
  const closed = app.close().then(() => 'closed');
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(await Promise.race([closed, sleep(3_000, 'still open')])).toBe('closed');
});
