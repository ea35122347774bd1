import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LeaderboardBroadcaster } from '../../src/leaderboard/leaderboard-broadcaster.js';
import { Channels } from '../../src/platform/redis/channels.js';
import { keys } from '../../src/platform/redis/keys.js';
import { Rooms } from '../../src/platform/sockets/rooms.js';
import { until } from '../support/until.js';

/** Several slices, and half of them by long-polling: their lines drain whenever a poll comes. */
const CLIENTS = 240;
const VERSIONS = 150;
const SESSION = `broadcast-${process.pid}`;

const http = createServer();
const server = new Server(http);
const url = inject('environment')['REDIS_URL']!;
const [publisher, subscriber] = [new Redis(url), new Redis(url)];
const seen: number[][] = [];
const clients: ReturnType<typeof io>[] = [];

beforeAll(async () => {
  server.on('connection', (socket) => void socket.join(SESSION));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const rooms = new Rooms();
  rooms.attach(server as never);
  const channels = new Channels(subscriber);
  channels.onModuleInit();
  await new LeaderboardBroadcaster(channels, rooms).subscribe(SESSION);
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, place) => {
      const client = io(address, { transports: [place % 2 ? 'polling' : 'websocket'], forceNew: true });
      clients.push(client);
      const versions: number[] = (seen[place] = []);
      client.on('leaderboard', ({ version }: { version: number }) => versions.push(version));
      return new Promise<void>((resolve) => client.once('connect', () => resolve()));
    }),
  );
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
  publisher.disconnect();
  subscriber.disconnect();
});

it('tells each version to nobody twice, none after a newer one, and the last to all', async () => {
  for (let version = 1; version <= VERSIONS; version++) {
    const board = { sessionId: SESSION, version, at: 0, total: 0, answers: 0, top: [] };
    await publisher.spublish(keys.leaderboardChannel(SESSION), JSON.stringify(board));
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
