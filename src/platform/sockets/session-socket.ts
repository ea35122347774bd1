import type { Server, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../../contracts/socket-events.js';

/** The member at the other end of a socket, as its token said at the handshake. */
export type SocketMember =
  | { role: 'player'; sessionId: string; playerId: string }
  | { role: 'host'; sessionId: string; hostId: string };

type NoEvents = Record<string, never>;

/** `Data` is the type of the data that the handshake stores in the socket. */
export type SessionSocket<Data = unknown> = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  NoEvents,
  Data
>;
export type SessionServer<Data = unknown> = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  NoEvents,
  Data
>;
