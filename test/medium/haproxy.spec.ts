import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../dev/engines/index.js';
import { startHaproxy } from '../../dev/engines/haproxy.js';
import { freePort } from '../../dev/engines/ports.js';

/** Names of which one is the beginning of another: stickiness must not mix them up. */
const NAMES = ['api-1', 'ws-1', 'ws-11'];
const isWs = ({ name }: { name: string }) => name.startsWith('ws');
const nodes = new Map<string, Server>();
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
  haproxy = await startHaproxy({ port: await freePort(), api, ws, dir });
});

afterAll(async () => {
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

it('answers from another node when that one is gone', async () => {
  nodes.get('ws-11')?.close();
  nodes.get('ws-11')?.closeAllConnections();
  expect(await whoAnswers('/socket.io/?EIO=4&transport=polling&sid=ws-11.a1B2')).toBe('ws-1');
});
