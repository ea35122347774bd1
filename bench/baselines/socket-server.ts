/**
 * The bound of the socket benches: bare Socket.IO. It acknowledges every answer at once and does nothing else. All sockets are
 * in one room, and a message over IPC says what to send to that room. The server reports its port when it listens.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** Sends `payload` as `event` to all sockets, `times` times, with `everyMs` between two sends. */
export interface Broadcast {
  event: string;
  payload: unknown;
  times: number;
  everyMs: number;
}

const ROOM = 'all';
const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  void socket.join(ROOM);
  socket.on('answer', (_payload: unknown, ack: (reply: object) => void) => ack({ status: 'accepted' }));
});

process.on('message', ({ event, payload, times, everyMs }: Broadcast) => {
  let left = times;
  const send = () => {
    io.to(ROOM).emit(event, payload);
    if (--left > 0) setTimeout(send, everyMs);
    else process.send?.('sent');
  };
  send();
});
process.on('disconnect', () => process.exit());
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
