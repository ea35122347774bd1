import { Logger } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Gauge } from 'prom-client';
import { Connections } from '../platform/sockets/connections.js';
import { forgetHandshake } from '../platform/sockets/forget-handshake.js';
import { HandshakeLimit } from '../platform/sockets/handshake-limit.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionServer } from '../platform/sockets/session-socket.js';
import { SessionRooms } from '../session/rooms/session-rooms.js';
import {
  type Admission,
  HandshakeError,
  type MemberSocket,
  SocketHandshake,
} from '../session/socket-handshake.js';
import { HostSockets } from './host-sockets.js';
import { SocketEvents } from './socket-events.js';

/** The reason that Socket.IO gives when the client itself has left, and the connection has not just broken. */
const GOODBYE = 'client namespace disconnect';
/** A client that has waited this long for its handshake has begun a new one. */
const HANDSHAKE_MS = 10_000;

const connections = new Gauge({
  name: 'podium_connections',
  help: 'Sockets of this node that have been admitted',
  labelNames: ['role'],
});
for (const role of ['player', 'host']) connections.set({ role }, 0);

// ADR 5: why no handler here has `@SubscribeMessage`.
/** Admits the sockets of players and hosts, and handles their arrival and end. `SocketEvents` handles what they send. */
@WebSocketGateway()
export class ScoringGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly logger = new Logger(ScoringGateway.name);
  private readonly handshakes = new HandshakeLimit();
  private readonly hostSockets = new HostSockets();
  /** Sockets that were closed before they entered their session, so that no other class knows them. */
  private readonly turnedAway = new WeakSet<MemberSocket>();

  constructor(
    private readonly rooms: Rooms,
    private readonly connections: Connections,
    private readonly handshake: SocketHandshake,
    private readonly sessionRooms: SessionRooms,
    private readonly events: SocketEvents,
  ) {}

  afterInit(server: SessionServer<Admission>): void {
    this.rooms.attach(server);
    this.connections.attach(server);
    server.use((socket, next) => {
      void this.admit(socket, next);
    });
  }

  async handleConnection(socket: MemberSocket): Promise<void> {
    connections.inc({ role: socket.data.member.role });
    try {
      forgetHandshake(socket);
      if (!this.hostSockets.enter(socket)) {
        this.turnedAway.add(socket);
        this.connections.end(socket, 'host-sockets');
        return;
      }
      this.events.listen(socket);
      await this.sessionRooms.enter(socket);
    } catch (error) {
      this.logger.warn(`a socket is refused and has to connect again: ${(error as Error).message}`);
      socket.conn.close();
    }
  }

  async handleDisconnect(socket: MemberSocket, reason?: string): Promise<void> {
    connections.dec({ role: socket.data.member.role });
    if (this.turnedAway.has(socket)) return;
    this.hostSockets.leave(socket);
    this.connections.left(socket);
    await this.sessionRooms
      .leave(socket, reason === GOODBYE)
      .catch((error: Error) => this.logger.error(error.message));
  }

  private async admit(socket: MemberSocket, next: (error?: Error) => void): Promise<void> {
    const startedAt = performance.now();
    const { token } = socket.handshake.auth as { token?: unknown };
    if (typeof token === 'string' && !this.handshakes.take(token)) {
      // The connection is closed and the handshake is not refused, since a refusal is final for clients.
      this.connections.end(socket, 'reconnects');
      return;
    }
    try {
      socket.data = await this.handshake.admit(socket);
      // After a standstill of this process the client is gone, or back by another socket, which this one would replace.
      if (performance.now() - startedAt > HANDSHAKE_MS) throw new Error('the handshake took too long');
    } catch (error) {
      if (error instanceof HandshakeError) {
        this.connections.refused(socket);
        return next(error);
      }
      // Redis is away, or the handshake was too slow. A refusal would be final for most clients; a broken connection is retried.
      this.logger.warn(`a socket is refused and has to connect again: ${(error as Error).message}`);
      socket.conn.close();
      return;
    }
    next();
  }
}
