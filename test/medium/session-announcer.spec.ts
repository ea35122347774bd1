import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import type { SessionState } from '../../src/contracts/session.js';
import { LeaderboardStore } from '../../src/leaderboard/leaderboard.store.js';
import { Channels } from '../../src/platform/redis/channels.js';
import { Rooms } from '../../src/platform/sockets/rooms.js';
import type { SessionServer } from '../../src/platform/sockets/session-socket.js';
import type { FrozenSession } from '../../src/session/frozen-session.js';
import { RebuildRequests } from '../../src/session/rebuild-requests.js';
import { BoardReader } from '../../src/session/rooms/board-reader.js';
import { EndReader } from '../../src/session/rooms/end-reader.js';
import { SessionAnnouncer } from '../../src/session/rooms/session-announcer.js';
import { newestState } from '../../src/session/rooms/newest-state.js';
import { SessionRevival } from '../../src/session/session-revival.js';
import { SessionStateReader } from '../../src/session/session-state.reader.js';
import { withDefaults } from '../../src/session/settings.dto.js';
import type { MemberSocket } from '../../src/session/socket-handshake.js';
import { createScriptSession } from '../support/script-session.js';
import { until } from '../support/until.js';

const http = createServer();
const server = new Server(http);
const url = inject('environment')['REDIS_URL']!;
const [redis, subscriber] = [new Redis(url), new Redis(url)];
const rooms = new Rooms();
const revival = new SessionRevival(new RebuildRequests(redis, new Channels(subscriber)));
let announcer: SessionAnnouncer;

const session: FrozenSession = {
  sessionId: `announced-${process.pid}`,
  hostId: 'h',
  pin: '000000',
  mode: 'live',
  quiz: { id: 'z', title: 't', version: 1, updatedAt: 0, questions: [] },
  settings: withDefaults(),
};
const { sessionId } = session;

const stateOf = (rev: number): SessionState => ({
  sessionId,
  pin: '000000',
  title: 't',
  mode: 'live',
  status: 'lobby',
  rev,
  index: -1,
  questionCount: 0,
  players: 0,
  locked: false,
  now: 0,
});

let revs: number[];
let client: ReturnType<typeof io>;
let socket: MemberSocket;

beforeAll(async () => {
  server.on('connection', (one) => {
    one.data = { member: { role: 'host', sessionId, hostId: 'h' }, session, admittedAt: 0 };
    void one.join(sessionId);
  });
  rooms.attach(server as unknown as SessionServer);
  const reader = new BoardReader(redis, revival);
  announcer = new SessionAnnouncer(
    rooms,
    reader,
    new EndReader(new LeaderboardStore(redis), reader, revival),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await server.close();
  redis.disconnect();
  subscriber.disconnect();
});

beforeEach(async () => {
  client?.close();
  revs = [];
  client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { forceNew: true });
  client.on('session', ({ rev }: SessionState) => revs.push(rev));
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  socket = await until(
    () => [...rooms.local(sessionId)].find(({ id }) => id === client.id) as MemberSocket | undefined,
    { what: 'socket', withinMs: 2_000 },
  );
});
afterAll(() => client?.close());

/** Everything that was sent before has arrived once this has. */
const arrived = (rev: number) => until(() => revs.at(-1) === rev, { what: `rev ${rev}`, withinMs: 2_000 });

it('sends a socket that has just connected nothing older than its snapshot', async () => {
  expect(await announcer.catchUp(socket, session, stateOf(5), undefined)).toBe(true);
  announcer.state(session, stateOf(4));
  announcer.state(session, stateOf(5));
  announcer.state(session, stateOf(6));
  await arrived(6);
  expect(revs).toEqual([5, 6]);
});

it('sends no snapshot that was read before a newer state was sent', async () => {
  announcer.state(session, stateOf(7));
  expect(await announcer.catchUp(socket, session, stateOf(6), undefined)).toBe(false);
  expect(await announcer.catchUp(socket, session, stateOf(7), undefined)).toBe(true);
  announcer.state(session, stateOf(8));
  await arrived(8);
  expect(revs).toEqual([7, 7, 8]);
});

it('acknowledges with no state that is older than one that was sent meanwhile', async () => {
  const rule = { maxPoints: 1000, timeWeight: 0, streakBonus: 0 };
  const played = { ...session, sessionId: await createScriptSession(redis, rule) };
  const reader = new SessionStateReader(redis, revival);
  const early = await reader.read(played);
  const sent = early.rev + 1_000_000;
  const member = { data: { ...socket.data, session: played, rev: sent } } as MemberSocket;
  expect((await newestState(reader, member, early)).rev).toBeGreaterThan(sent);
  expect(await newestState(reader, { data: { ...member.data, rev: early.rev } } as MemberSocket, early)).toBe(
    early,
  );
});
