import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';

/** What is kept of every handshake: nothing that differs from one to the other. */
const FORGOTTEN = {};

interface Keeps {
  handshake: object;
  conn: { request?: IncomingMessage };
}

/**
 * Socket.IO keeps the first request and its headers with the token for as long as a connection lasts, and needs neither
 * again: https://socket.io/docs/v4/memory-usage/. To be called once the socket has been let in.
 */
export function forgetHandshake(socket: Pick<Socket, 'handshake'>): void {
  const keeps = socket as unknown as Keeps;
  keeps.handshake = FORGOTTEN;
  keeps.conn.request = undefined;
}
