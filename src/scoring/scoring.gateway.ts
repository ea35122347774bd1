import { Logger } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Gauge } from 'prom-client';
import { forgetHandshake } from '../platform/sockets/forget-handshake.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionServer } from '../platform/sockets/session-socket.js';
import { LiveRooms } from '../session/live/live-rooms.js';
import {
  type Admission,
  HandshakeError,
  type MemberSocket,
  SocketHandshake,
} from '../session/socket-handshake.js';
import { SocketEvents } from './socket-events.js';

/** A client that has waited this long for its handshake has begun anew. */
const HANDSHAKE_MS = 10_000;

const connections = new Gauge({
  name: 'podium_connections',
  help: 'Sockets of this node that have been admitted',
  labelNames: ['role'],
});
for (const role of ['player', 'host']) connections.set({ role }, 0);

/** The sockets of players and hosts: who is let in, and who has come and gone. `SocketEvents` sees to what they send. */
@WebSocketGateway()
export class ScoringGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly logger = new Logger(ScoringGateway.name);

  constructor(
    private readonly rooms: Rooms,
    private readonly handshake: SocketHandshake,
    private readonly live: LiveRooms,
    private readonly events: SocketEvents,
  ) {}

  afterInit(server: SessionServer<Admission>): void {
    this.rooms.attach(server);
    server.use((socket, next) => {
      void this.admit(socket, next);
    });
  }

  async handleConnection(socket: MemberSocket): Promise<void> {
    connections.inc({ role: socket.data.member.role });
    forgetHandshake(socket);
    this.events.listen(socket);
    await this.live.enter(socket).catch((error: Error) => {
      this.logger.warn(`a socket has to come again: ${error.message}`);
      socket.conn.close();
    });
  }

  async handleDisconnect(socket: MemberSocket): Promise<void> {
    connections.dec({ role: socket.data.member.role });
    await this.live.leave(socket).catch((error: Error) => this.logger.error(error.message));
  }

  private async admit(socket: MemberSocket, next: (error?: Error) => void): Promise<void> {
    const startedAt = performance.now();
    try {
      socket.data = await this.handshake.admit(socket);
      // After a standstill of this process the client is long gone, or back by another socket that this would replace.
      if (performance.now() - startedAt > HANDSHAKE_MS) throw new Error('the handshake took too long');
    } catch (error) {
      if (error instanceof HandshakeError) return next(error);
      // Redis is away. A refusal would be final for most clients; when the line breaks they try again.
      this.logger.warn(`a socket has to come again: ${(error as Error).message}`);
      socket.conn.close();
      return;
    }
    next();
  }
}
