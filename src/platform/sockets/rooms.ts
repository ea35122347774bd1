import { Injectable } from '@nestjs/common';
import type { SessionServer, SessionSocket } from './session-socket.js';

/** The sockets of this process, by session. Every session is one Socket.IO room, named by its id. */
@Injectable()
export class Rooms {
  private server?: SessionServer;

  /** Called once, when Socket.IO is up. */
  attach(server: SessionServer): void {
    this.server = server;
  }

  get io(): SessionServer {
    if (!this.server) throw new Error('the socket server is not up yet');
    return this.server;
  }

  /** The session's sockets that are connected to this process. */
  *local(sessionId: string): Generator<SessionSocket> {
    const { adapter, sockets } = this.io.of('/');
    for (const socketId of adapter.rooms.get(sessionId) ?? []) {
      const socket = sockets.get(socketId);
      if (socket) yield socket;
    }
  }
}
