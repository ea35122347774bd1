import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../ports.js';
import { until } from '../cluster/until.js';
import { ProxyServer } from './server.js';
import type { Passing } from './protocol.js';

let proxy: ProxyServer;
let server: Server;
/** The server's ends, in the order they came. */
let arrived: Socket[];
let ports: { server: number; proxy: number };

beforeEach(async () => {
  [proxy, arrived] = [new ProxyServer(), []];
  ports = { server: await freePort(), proxy: await freePort() };
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    arrived.push(socket);
  }).listen(ports.server, '127.0.0.1');
  await once(server, 'listening');
  const to = { host: '127.0.0.1', port: ports.server };
  await proxy.obey({
    do: 'listen',
    listener: { name: 'redis-1', host: '127.0.0.1', port: ports.proxy, to },
  });
});

afterEach(async () => {
  await proxy.obey({ do: 'reset', ids: (await passing()).map(({ id }) => id) });
  server.close();
});

const passing = async (): Promise<Passing[]> => (await proxy.obey({ do: 'list' })) ?? [];

/** Makes a connection through the proxy. @returns both of its ends, and what arrives at each */
async function through() {
  const client = connect(ports.proxy, '127.0.0.1');
  const outcome = new Promise<string>((resolve) => {
    client.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    client.once('end', () => resolve('end'));
  });
  const before = arrived.length;
  await until('an end at the server', 2_000, () => arrived.length > before);
  const there = arrived.at(-1)!;
  const [down, up] = [gathered(client), gathered(there)];
  const { id } = (await passing()).find(({ port }) => port === client.localPort)!;
  return { client, there, outcome, down, up, id };
}

function gathered(socket: Socket) {
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  return { text: () => text, has: (wanted: string) => until(wanted, 2_000, () => text === wanted) };
}

/** Resolves when bytes of another connection have passed. By then the bytes of this one would have passed, if not held back. */
async function othersHavePassed(): Promise<void> {
  const { client, up } = await through();
  client.write('later');
  await up.has('later');
}

it('passes bytes both ways and names both ends of what passes', async () => {
  const { client, there, down, up } = await through();
  client.write('question');
  await up.has('question');
  there.write('answer');
  await down.has('answer');
  expect(await passing()).toEqual([
    expect.objectContaining({ server: 'redis-1', address: '127.0.0.1', port: client.localPort }),
  ]);
  client.end();
  await once(there, 'end');
  there.end();
  await until('nothing passes', 2_000, async () => (await passing()).length === 0);
});

it('resets both ends of one connection and leaves the other alone', async () => {
  const [one, other] = [await through(), await through()];
  const broken = new Promise((resolve) => one.there.once('close', resolve));
  await proxy.obey({ do: 'reset', ids: [one.id] });
  expect(await one.outcome).toBe('ECONNRESET');
  await broken;
  other.client.write('still here');
  await other.up.has('still here');
});

it('freezes one direction and brings what waited when it thaws', async () => {
  const { client, there, up, down, id } = await through();
  await proxy.obey({ do: 'freeze', ids: [id], directions: ['up'] });
  client.write('one');
  there.write('down it goes');
  await down.has('down it goes');
  client.write(' two');
  await othersHavePassed();
  expect(up.text()).toBe('');
  await proxy.obey({ do: 'thaw', ids: [id] });
  await up.has('one two');
});

it('keeps the end of a frozen connection from its other end until it thaws', async () => {
  const { client, there, id } = await through();
  let ended = false;
  there.once('close', () => (ended = true));
  await proxy.obey({ do: 'freeze', ids: [id], directions: ['up', 'down'] });
  client.resetAndDestroy();
  await othersHavePassed();
  expect(ended).toBe(false);
  await proxy.obey({ do: 'thaw', ids: [id] });
  await until('the end is known', 2_000, () => ended);
});

it('makes a sender wait whose receiver is frozen', async () => {
  const { client, id } = await through();
  await proxy.obey({ do: 'freeze', ids: [id], directions: ['up'] });
  const block = Buffer.alloc(1024 * 1024);
  for (let sent = 0; sent < 32; sent++) client.write(block);
  await othersHavePassed();
  expect(client.writableLength).toBeGreaterThan(block.length);
});

it('delays everything, in its order', async () => {
  const { client, up, id } = await through();
  await proxy.obey({ do: 'delay', ids: [id], ms: 120 });
  const since = performance.now();
  client.write('one');
  await othersHavePassed();
  await proxy.obey({ do: 'delay', ids: [id], ms: 0 });
  client.write(' two');
  await up.has('one two');
  expect(performance.now() - since).toBeGreaterThan(110);
});

it('resets a client whose server is not there', async () => {
  server.close();
  const client = connect(ports.proxy, '127.0.0.1');
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
});
