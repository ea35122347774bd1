import { SOCKET_PATH } from '../../src/contracts/socket-events.js';
import { WebSocket } from 'ws';

/**
 * Connects a player who only listens, at a third of what a client of Socket.IO costs this process: the handshakes of
 * Engine.IO and Socket.IO (https://socket.io/docs/v4/socket-io-protocol), and an answer to every ping.
 */
export const listen = (url: string, token: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const address = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false });
    socket.on('message', (data: Buffer) => {
      const packet = data.toString();
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`);
      else if (packet.startsWith('40')) resolve(socket);
      else if (packet.startsWith('44')) reject(new Error(`refused: ${packet.slice(2)}`));
    });
    socket.once('error', reject);
  });
