/** The bound: bare Socket.IO whose every answer is acknowledged at once. Prints its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  socket.on('answer', (_payload: unknown, ack: (reply: object) => void) => ack({ status: 'accepted' }));
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
