import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LeaderboardBroadcaster } from '../../src/leaderboard/leaderboard-broadcaster.js';
import { LeaderboardStore } from '../../src/leaderboard/leaderboard.store.js';
import { Channels } from '../../src/platform/redis/channels.js';
import { keys } from '../../src/session/state/layout.js';
import { Rooms } from '../../src/platform/sockets/rooms.js';
import { until } from '../support/until.js';

/** Enough clients for several slices. Half of them use long-polling, whose connections drain whenever a poll comes. */
const CLIENTS = 240;
const VERSIONS = 150;
/** Enough clients that a round still runs when a connection has drained twice. */
const MANY = 2_000;
const SESSION = `broadcast-${process.pid}`;
const LONG_SESSION = `${SESSION}-long`;
const SLOW_SESSION = `${SESSION}-slow`;
const BEHIND_SESSION = `${SESSION}-behind`;
/** Nearly as long as a single frame can be. */
const LONG_BOARD = 50_000;

const http = createServer();
const server = new Server(http);
const url = inject('environment')['REDIS_URL']!;
const [publisher, subscriber] = [new Redis(url), new Redis(url)];
const clients: ReturnType<typeof io>[] = [];
let address: string;
let broadcaster: LeaderboardBroadcaster;

/** The versions that each of `count` clients receives, in order; resolves when all are connected. */
async function connect(
  session: string,
  count: number,
  transportOf: (place: number) => 'polling' | 'websocket',
): Promise<number[][]> {
  const seen = Array.from({ length: count }, (): number[] => []);
  const opened = seen.map((versions, place) => {
    const client = io(address, { auth: { session }, transports: [transportOf(place)], forceNew: true });
    clients.push(client);
    client.on('leaderboard', ({ version }: { version: number }) => versions.push(version));
    return new Promise<void>((resolve) => client.once('connect', () => resolve()));
  });
  await Promise.all(opened);
  return seen;
}

const publish = (sessionId: string, version: number, top: object[] = []) => {
  const board = { sessionId, version, at: 0, total: 0, answers: 0, top };
  return publisher.spublish(keys.leaderboardChannel(sessionId), JSON.stringify(board));
};

const text = (url: string, init?: RequestInit) => fetch(url, init).then((response) => response.text());

/** A long-polling player who polls only when `poll` is called: until then its connection takes nothing. */
async function connectBySlowLine(session: string) {
  const open = await text(`${address}/socket.io/?EIO=4&transport=polling`);
  const { sid } = JSON.parse(open.slice(1)) as { sid: string };
  const line = `${address}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
  await text(line, { method: 'POST', body: `40${JSON.stringify({ session })}` });
  await text(line);
  return {
    /** The versions that one poll returns. */
    async poll(): Promise<number[]> {
      return [...(await text(line)).matchAll(/"version":(\d+)/g)].map(([, version]) => Number(version));
    },
  };
}

beforeAll(async () => {
  server.on('connection', (socket) => void socket.join(socket.handshake.auth['session'] as string));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const rooms = new Rooms();
  rooms.attach(server as never);
  const channels = new Channels(subscriber);
  channels.onModuleInit();
  broadcaster = new LeaderboardBroadcaster(channels, rooms, new LeaderboardStore(publisher));
  await broadcaster.follow(SESSION);
  await broadcaster.follow(LONG_SESSION);
  await broadcaster.follow(SLOW_SESSION);
  address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
  publisher.disconnect();
  subscriber.disconnect();
});

it('gives a newcomer no older board than the newest that was published, though this node is behind', async () => {
  await broadcaster.follow(BEHIND_SESSION);
  const arrived = new Promise<Socket>((resolve) => server.once('connection', resolve));
  server.prependOnceListener('connection', (socket) => broadcaster.greet(socket as never, BEHIND_SESSION));
  const [seen] = await connect(BEHIND_SESSION, 1, () => 'websocket');
  const socket = await arrived;
  await publish(BEHIND_SESSION, 141);
  await until(() => broadcaster.sentVersion(BEHIND_SESSION) === 141, {
    what: 'a board at the node',
    withinMs: 5_000,
  });
  broadcaster.welcome(socket as never, BEHIND_SESSION, 144);
  for (const version of [142, 144, 145]) await publish(BEHIND_SESSION, version);
  await until(() => seen!.includes(145), { what: 'the newest board', withinMs: 5_000 });
  expect(seen!.filter((version) => version < 144)).toEqual([]);
});

it('tells each version to nobody twice, none after a newer one, and the last to all', async () => {
  const seen = await connect(SESSION, CLIENTS, (place) => (place % 2 ? 'polling' : 'websocket'));
  for (let version = 1; version <= VERSIONS; version++) {
    await publish(SESSION, version);
    await new Promise((resolve) => setTimeout(resolve, version % 4));
  }
  await until(() => seen.every((versions) => versions.includes(VERSIONS)), {
    what: 'last board at everybody',
    withinMs: 10_000,
  });
  for (const versions of seen) {
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  }
});

it('tells a line that drains in mid-round each version once', async () => {
  const seen = await connect(LONG_SESSION, MANY, () => 'websocket');
  const slow = await connectBySlowLine(LONG_SESSION);
  await publish(LONG_SESSION, 1);
  await until(() => seen.every((versions) => versions.includes(1)), { what: 'board', withinMs: 10_000 });

  const begun = Promise.race(
    clients
      .slice(-MANY)
      .map((client) => new Promise<void>((resolve) => client.once('leaderboard', () => resolve()))),
  );
  await publish(LONG_SESSION, 2);
  await begun;
  // The round reaches the slow connection last, since it joined last; from now on it can take a message.
  const first = await slow.poll();
  const second = await slow.poll();
  const wasUnderWay = seen.some((versions) => !versions.includes(2));
  const third = slow.poll();
  await until(() => seen.every((versions) => versions.includes(2)), { what: 'board', withinMs: 10_000 });
  await publish(LONG_SESSION, 3);
  expect({ first, second, wasUnderWay, third: await third }).toEqual({
    first: [1],
    second: [2],
    wasUnderWay: true,
    third: [3],
  });
});

it('has one board wait for a WebSocket that takes nothing, and then tells it the newest', async () => {
  const [versions] = (await connect(SLOW_SESSION, 1, () => 'websocket')) as [number[]];
  const { ws } = clients.at(-1)!.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
  const [socketId] = server.of('/').adapter.rooms.get(SLOW_SESSION)!;
  const { transport } = server.sockets.sockets.get(socketId!)!.conn;
  const waiting = () =>
    (transport as unknown as { socket: { _socket: TcpSocket } }).socket._socket.writableLength;
  let version = 0;
  const tell = async () => {
    await publish(SLOW_SESSION, ++version, [{ nickname: 'x'.repeat(LONG_BOARD) }]);
    // The reply to this ping comes after the board.
    await subscriber.ping();
    await nextTurn();
  };

  ws._socket.pause();
  // The first boards go into the buffers of the kernel.
  while (waiting() === 0) await tell();
  const first = version;
  for (let more = 0; more < 20; more++) await tell();
  expect(waiting()).toBeGreaterThan(0);
  expect(waiting()).toBeLessThan(2 * LONG_BOARD);
  ws._socket.resume();
  await until(() => versions.includes(version), { what: 'newest board', withinMs: 10_000 });
  expect(versions.filter((one) => one > first)).toEqual([version]);
});
