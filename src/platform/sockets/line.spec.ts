import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '../../contracts/session.js';
import { encodeEvent, type Line, together, write, writeWatched } from './line.js';

/** A text of this length does not fit into a frame. */
const TOO_LONG = 70_000;

const state = (title: string) => encodeEvent('session', { title } as SessionState);
const reveal = encodeEvent('reveal', {
  rev: 2,
  questionId: 'q',
  correct: ['a'],
  distribution: {},
  answered: 1,
});
const kicked = (reason: string) => encodeEvent('kicked', { reason });

let server: Server;
let client: Socket;
let line: Line;
let heard: [name: string, text: string][];

async function connect(transport: 'websocket' | 'polling'): Promise<void> {
  const { port } = server.httpServer.address() as AddressInfo;
  client = io(`http://127.0.0.1:${port}`, { transports: [transport] });
  client.on('session', ({ title }: SessionState) => heard.push(['session', title]));
  client.on('reveal', ({ questionId }: { questionId: string }) => heard.push(['reveal', questionId]));
  client.on('kicked', ({ reason }: { reason: string }) => heard.push(['kicked', reason]));
  const [socket] = (await once(server, 'connection')) as [ServerSocket];
  if (!client.connected) await once(client as never, 'connect');
  line = socket.conn as unknown as Line;
}

beforeEach(async () => {
  const http = createServer();
  server = new Server(http, { perMessageDeflate: false, serveClient: false });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  heard = [];
});
afterEach(async () => {
  client.disconnect();
  await server.close();
});

/** An entry for each system call by which the socket writes, from now on. */
function systemCalls(): string[] {
  const { _handle } = (line.transport.socket as unknown as { _socket: { _handle: Handle } })._socket;
  const calls: string[] = [];
  for (const name of ['writev', 'writeBuffer', 'writeUtf8String', 'writeLatin1String'] as const) {
    const call = _handle[name].bind(_handle);
    _handle[name] = (...args) => {
      calls.push(name);
      return call(...args);
    };
  }
  return calls;
}
type Handle = Record<
  'writev' | 'writeBuffer' | 'writeUtf8String' | 'writeLatin1String',
  (...args: unknown[]) => unknown
>;

const heardLast = (name: string) => once(client as never, name);

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  beforeEach(() => connect(transport));

  it('writes events in their order, also to a line that is busy', async () => {
    const last = heardLast('kicked');
    write(line, together(state('one'), reveal), kicked('own'));
    await last;
    expect(heard).toEqual([
      ['session', 'one'],
      ['reveal', 'q'],
      ['kicked', 'own'],
    ]);

    heard = [];
    const again = heardLast('kicked');
    line.write(state('queued').packets[0]!, { compress: false });
    write(line, state('after'), reveal);
    write(line, kicked('last'));
    await again;
    expect(heard.map(([, text]) => text)).toEqual(['queued', 'after', 'q', 'last']);
  });

  it.each([
    ['what all get', () => write(line, together(state('x'.repeat(TOO_LONG)), reveal), kicked('own'))],
    ['what one gets', () => write(line, together(state('x'), reveal), kicked('x'.repeat(TOO_LONG)))],
  ])('has no bound on %s', async (_, writes) => {
    const last = heardLast('kicked');
    writes();
    await last;
    expect(heard.map(([name]) => name)).toEqual(['session', 'reveal', 'kicked']);
    expect(Math.max(...heard.map(([, text]) => text.length))).toBe(TOO_LONG);
  });
});

it('says when the network has taken what is watched, and not before', async () => {
  await connect('websocket');
  const { ws } = client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
  const board = state('x'.repeat(50_000));
  ws._socket.pause();
  let written = 0;
  let taken = 0;
  while (taken === written) {
    expect(writeWatched(line, board, () => (taken += 1))).toBe(true);
    written += 1;
    await nextTurn();
  }
  expect(written).toBeGreaterThan(1);
  const last = heardLast('kicked');
  write(line, kicked('last'));
  ws._socket.resume();
  await last;
  expect(heard).toHaveLength(written + 1);
  expect(taken).toBe(written);
});

const never = () => expect.unreachable();
it('watches nothing over a line that is not free, or too long for a frame', async () => {
  await connect('websocket');
  expect(writeWatched(line, state('x'.repeat(TOO_LONG)), never)).toBe(false);
  line.write('2["kicked",{"reason":"busy"}]', { compress: false });
  expect(line.transport.writable).toBe(false);
  expect(writeWatched(line, state('one'), never)).toBe(false);
});

it('asks the system once for all that goes to a WebSocket at once', async () => {
  await connect('websocket');
  const calls = systemCalls();
  const last = heardLast('kicked');
  write(line, together(state('one'), reveal), kicked('own'));
  await last;
  expect(calls).toHaveLength(1);
});
