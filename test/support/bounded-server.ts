import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { register } from 'prom-client';
import { Server } from 'socket.io';
import { Environment } from '../../src/platform/config/environment.js';
import { Connections } from '../../src/platform/sockets/connections.js';
import type { EventHandler, EventHandlers } from '../../src/platform/sockets/intake.js';
import type { SessionSocket } from '../../src/platform/sockets/session-socket.js';
import { BoundedWebSocketServer } from '../../src/platform/sockets/web-socket-server.js';
import { RawWebSocket } from './raw-web-socket.js';
import { until } from './until.js';

export const SECOND = 1_000;
/** Bytes of a large acknowledgement. */
export const LARGE = 50_000;
/** A token whose handshake takes six seconds. */
export const LATE = 'late';

const HANDLERS: EventHandlers<SessionSocket> = new Map<unknown, EventHandler<SessionSocket>>([
  ['sync', { handle: (_socket, _payload, ack) => ack('x') }],
  ['leaderboard', { handle: (_socket, _payload, ack) => ack('x'.repeat(LARGE)), price: () => 10 }],
  // The price of this event is high, but its answer comes late and is short.
  ['standing', { handle: (_socket, _payload, ack) => void setTimeout(ack, SECOND, 'y'), price: () => 10 }],
  [
    'answer',
    {
      handle: () => {
        throw new Error('a defect');
      },
    },
  ],
  ['host', { handle: (_socket, _payload, ack) => ack(1n) }],
]);

/** The sockets of a node with all their bounds (20 events a second), and with handlers for tests. */
export class BoundedServer {
  readonly sockets = new Map<string, SessionSocket>();
  io!: Server;
  url!: string;
  private readonly connections = new Connections(
    Object.assign(new Environment(), { SOCKET_EVENTS_PER_SECOND: 20 }),
  );
  private readonly opened: RawWebSocket[] = [];
  private tokens = 0;

  async start(): Promise<void> {
    const http = createServer();
    this.io = new Server(http, {
      perMessageDeflate: false,
      serveClient: false,
      wsEngine: BoundedWebSocketServer,
      connectTimeout: 60 * SECOND,
    });
    this.connections.attach(this.io as never);
    this.io.use(({ handshake }, next) => {
      if (handshake.auth['token'] === LATE) setTimeout(next, 6 * SECOND);
      else next();
    });
    this.io.on('connection', (one) => {
      const socket = one as unknown as SessionSocket;
      const { token } = one.handshake.auth as { token: string };
      this.sockets.set(token, socket);
      one.on('disconnect', () => this.connections.left(socket));
      this.connections.serve(socket, HANDLERS);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    this.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const raw of this.opened) raw.close();
    this.connections.onApplicationShutdown();
    await this.io.close();
  }

  newToken(): string {
    return `token-${this.tokens++}`;
  }

  /** A connection without a handshake. */
  async open(): Promise<RawWebSocket> {
    return this.keep(await RawWebSocket.open(this.url));
  }

  async enter(): Promise<{ raw: RawWebSocket; socket: SessionSocket }> {
    const token = this.newToken();
    const raw = this.keep(await RawWebSocket.enter(this.url, token));
    return { raw, socket: this.sockets.get(token)! };
  }

  private keep(raw: RawWebSocket): RawWebSocket {
    this.opened.push(raw);
    return raw;
  }
}

export const end = (raw: RawWebSocket, withinMs: number): Promise<unknown> =>
  until(() => raw.closed, { what: 'end of the connection', withinMs });

export async function metric(name: string): Promise<number> {
  const line = (await register.metrics()).split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1));
}

export const ended = (reason: string): Promise<number> =>
  metric(`podium_ended_connections_total{reason="${reason}"}`);
