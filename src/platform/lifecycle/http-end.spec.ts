import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
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

it('a client that does not answer the end of its WebSocket does not keep the process', async () => {
  app = await NestFactory.create(App, { logger: false });
  const server = app.getHttpServer() as Server;
  server.on('upgrade', (_request, socket: Duplex) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  await app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const client = request({
    port,
    host: '127.0.0.1',
    headers: { connection: 'Upgrade', upgrade: 'websocket' },
  });
  client.end();
  const [, socket] = (await once(client, 'upgrade')) as [IncomingMessage, Socket];
  socket.on('error', () => undefined).resume();
  const ended = once(socket, 'close');
  const closed = app.close().then(() => 'closed');
  expect(await Promise.race([closed, sleep(3_000, 'still open')])).toBe('closed');
  await ended;
  expect(socket.destroyed).toBe(true);
});
