import type { IncomingMessage } from 'node:http';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { countFailure } from '../health/failures.js';
import { PulledGauge } from '../health/pulled-gauge.js';
import { BoundedConnection, type EngineConnection, type Watcher } from './bounded-connection.js';
import { countEnd, type EndReason } from './end-reasons.js';
import type { EventHandlers } from './intake.js';
import type { SessionServer, SessionSocket } from './session-socket.js';

/** A client that has been over the bound for this long is cut off. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;

const unsentBytes = new PulledGauge({
  name: 'podium_unsent_bytes',
  help: 'What waits in this node for its sockets to take it',
});
const stuckConnections = new PulledGauge({
  name: 'podium_stuck_connections',
  help: 'Connections that get nothing more until they have read what waits for them',
});

interface Engine {
  clients: Record<string, EngineConnection>;
  on(event: 'connection', listener: (connection: EngineConnection) => void): void;
  on(event: 'headers', listener: (headers: Record<string, string>, request: PollRequest) => void): void;
}
type PollRequest = IncomingMessage & { _query: { sid?: string } };

/** All connections of this node, each with its bounds. */
@Injectable()
export class Connections implements OnApplicationShutdown {
  private readonly logger = new Logger(Connections.name);
  private readonly bounded = new WeakMap<object, BoundedConnection>();
  private readonly over = new Set<BoundedConnection>();
  /** The same for all connections. */
  private readonly watcher: Watcher = {
    over: (connection) => this.watch(connection),
    ended: countEnd,
    failed: (error) => countFailure('socket', this.logger, error),
  };
  private engine?: Engine;
  private timer?: NodeJS.Timeout;
  private readonly unmeasured: (() => void)[] = [];

  constructor(private readonly env: Environment) {}

  /** Called once, when Socket.IO is up and before anybody connects. */
  attach({ engine }: Pick<SessionServer, 'engine'>): void {
    this.engine = engine as unknown as Engine;
    this.engine.on('connection', (line) => this.bound(line));
    this.engine.on('headers', (headers, request) => this.countAnswer(headers, request));
    this.unmeasured.push(
      unsentBytes.add(() => this.unsent),
      stuckConnections.add(() => this.over.size),
    );
  }

  /** From here on the socket's events go to their handlers. */
  serve<Socket extends SessionSocket>(socket: Socket, handlers: EventHandlers<Socket>): void {
    this.of(socket)?.serve(socket, handlers);
  }

  /** The socket's handshake has been refused. */
  refused(socket: SessionSocket): void {
    this.of(socket)?.refused();
  }

  /** A member has left; its connection can still be open. */
  left(socket: SessionSocket): void {
    this.of(socket)?.expectAsking();
  }

  end(socket: SessionSocket, reason: EndReason): void {
    this.of(socket)?.end(reason);
  }

  /** A handler failed for this socket. */
  failed(socket: SessionSocket, error: unknown): void {
    this.of(socket)?.failed(error);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const unmeasure of this.unmeasured) unmeasure();
  }

  private get unsent(): number {
    let bytes = 0;
    for (const line of Object.values(this.engine?.clients ?? {})) {
      bytes += this.bounded.get(line)?.outlet.unsent ?? 0;
    }
    return bytes;
  }

  private of(socket: SessionSocket): BoundedConnection | undefined {
    return this.bounded.get(socket.conn);
  }

  private bound(line: EngineConnection): void {
    this.bounded.set(line, new BoundedConnection(line, this.env.SOCKET_EVENTS_PER_SECOND, this.watcher));
  }

  private countAnswer(headers: Record<string, string>, { method, _query: { sid } }: PollRequest): void {
    const line = method === 'GET' && sid ? this.engine?.clients[sid] : undefined;
    const response = line?.transport.res;
    if (response) this.bounded.get(line)?.outlet.answer(response, Number(headers['Content-Length']));
  }

  private watch(connection: BoundedConnection): void {
    this.over.add(connection);
    this.timer ??= setInterval(() => this.look(), LOOK_MS).unref();
  }

  /**
   * A client that has read the bytes that waited keeps its connection; if it has missed an event, it has to reconnect for a whole
   * snapshot. A client that still does not read is cut off.
   */
  private look(): void {
    for (const connection of this.over) {
      const { outlet } = connection;
      if (connection.isOpen && outlet.isOver && performance.now() - outlet.overSince! <= PATIENCE_MS)
        continue;
      this.over.delete(connection);
      if (!connection.isOpen) continue;
      if (outlet.isOver) connection.end('unread');
      else if (outlet.missedEvent) connection.end('behind');
      outlet.overSince = undefined;
    }
    if (this.over.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
