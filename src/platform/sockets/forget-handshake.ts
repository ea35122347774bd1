import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';

/** Replaces every handshake, and contains nothing that differs from one to the other. */
const FORGOTTEN = {};

interface Keeps {
  handshake: object;
  conn: { request?: IncomingMessage };
}

/**
 * Socket.IO keeps the first request and its headers with the token for as long as a connection lasts, and needs neither
 * again: https://socket.io/docs/v4/memory-usage/. Call it once the socket has been admitted.
 */
export function forgetHandshake(socket: Pick<Socket, 'handshake'>): void {
  const keeps = socket as unknown as Keeps;
  keeps.handshake = FORGOTTEN;
  keeps.conn.request = undefined;
}
