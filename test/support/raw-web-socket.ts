import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SOCKET_PATH } from '../../src/contracts/socket-events.js';
import { until } from './until.js';

const TEXT = 0x1;
const PING = 0x9;
const MASKED = 0x80;
const FIN = 0x80;

/** A frame of at most 64 KiB in the form of a client (RFC 6455, 5.2). */
function frame(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 4 : 2);
  head[0] = FIN | opcode;
  head[1] = MASKED | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, mask, payload.map((byte, place) => byte ^ mask[place & 3]!)]);
}

/**
 * A WebSocket by hand, for packets that no client sends and for a client that does not read. It sends and receives packets
 * of Engine.IO: `40…` for admission, `42…` for an event.
 */
export class RawWebSocket {
  /** All bytes that were read. */
  heard = '';
  closed = false;

  private constructor(private readonly tcp: Socket) {
    tcp.on('data', (data) => (this.heard += data.toString('latin1')));
    tcp.on('error', () => undefined);
    tcp.on('close', () => (this.closed = true));
  }

  /** Opens a connection that has sent nothing yet. */
  static async open(url: string): Promise<RawWebSocket> {
    const { hostname, port, host } = new URL(url);
    const tcp = connect(Number(port), hostname);
    await once(tcp, 'connect');
    const socket = new RawWebSocket(tcp);
    const lines = [
      `GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ];
    tcp.write(`${lines.join('\r\n')}\r\n\r\n`);
    await socket.hears('0{"sid"');
    return socket;
  }

  /** Opens a connection and is admitted with a token. */
  static async enter(url: string, token: string): Promise<RawWebSocket> {
    const socket = await RawWebSocket.open(url);
    socket.send(`40${JSON.stringify({ token })}`);
    await socket.hears('40{"sid"');
    return socket;
  }

  send(packet: string): void {
    this.tcp.write(frame(TEXT, packet));
  }

  ping(): void {
    this.tcp.write(frame(PING, ''));
  }

  /** From here on it reads nothing, so that messages to it fill the buffers on the way. */
  stopReading(): void {
    this.tcp.pause();
  }

  readOn(): void {
    this.tcp.resume();
  }

  async hears(text: string): Promise<void> {
    await until(() => this.heard.includes(text) || this.closed, { what: text, withinMs: 10_000, everyMs: 5 });
    if (!this.heard.includes(text)) throw new Error(`closed before it said ${text}`);
  }

  close(): void {
    this.tcp.destroy();
  }
}
