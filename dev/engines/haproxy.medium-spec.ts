import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from './index.js';
import { startHaproxy } from './haproxy.js';
import { freePort } from './ports.js';

/** One of these names begins with another one: stickiness must not confuse the two. */
const NAMES = ['api-1', 'ws-1', 'ws-11'];
const isWs = ({ name }: { name: string }) => name.startsWith('ws');
const nodes = new Map<string, Server>();
const sockets: Socket[] = [];
let haproxy: Engine;
let dir: string;

beforeAll(async () => {
  const servers = await Promise.all(
    NAMES.map(async (name) => {
      const server = createServer((_, response) => response.end(name)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      nodes.set(name, server);
      return { name, port: (server.address() as AddressInfo).port };
    }),
  );
  dir = await mkdtemp(join(tmpdir(), 'podium-haproxy-'));
  const [api, ws] = [servers.filter((one) => !isWs(one)), servers.filter(isWs)];
  haproxy = await startHaproxy({ port: await freePort(), api, ws, dir, connectionsOfOne: 20 });
});

afterAll(async () => {
  sockets.forEach((socket) => socket.destroy());
  await haproxy.stop();
  for (const node of nodes.values()) node.close();
  await rm(dir, { recursive: true });
});

const whoAnswers = async (path: string) => (await fetch(`http://127.0.0.1:${haproxy.port}${path}`)).text();

it('sends sockets to the ws nodes and everything else to the api', async () => {
  expect(await whoAnswers('/v1/hosts')).toBe('api-1');
  expect(await whoAnswers('/socket.io/?EIO=4&transport=polling')).toMatch(/^ws-/);
});

it('keeps long-polling on the node whose name the connection id carries, without a cookie', async () => {
  for (const name of ['ws-1', 'ws-11', 'ws-1', 'ws-11']) {
    expect(await whoAnswers(`/socket.io/?EIO=4&transport=polling&sid=${name}.a1B2`)).toBe(name);
  }
});

/** A connection from one of this machine's own addresses. @returns whether it stays open */
function connect(localAddress: string): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port: haproxy.port, localAddress });
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write('GET /v1/hosts HTTP/1.1\r\nHost: x\r\n\r\n');
  return new Promise((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
}

it('has room for so many connections of one address, and for those of others beside them', async () => {
  const all = await Promise.all(Array.from({ length: 30 }, () => connect('127.0.0.2')));
  expect(all.filter((isOpen) => isOpen)).toHaveLength(20);
  expect(await connect('127.0.0.3')).toBe(true);
  sockets.splice(0, 20).forEach((socket) => socket.destroy());
  await expect.poll(() => connect('127.0.0.2'), { timeout: 5_000 }).toBe(true);
});

it('answers from another node when that one is gone', async () => {
  nodes.get('ws-11')?.close();
  nodes.get('ws-11')?.closeAllConnections();
  expect(await whoAnswers('/socket.io/?EIO=4&transport=polling&sid=ws-11.a1B2')).toBe('ws-1');
});
