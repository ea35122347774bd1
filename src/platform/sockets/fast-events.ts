import type { Socket } from 'socket.io';
import { encodeAck, type Line, write } from './line.js';

type Ack = (reply: unknown) => void;
/** @param ack does nothing when the client wants no acknowledgement */
export type Receive = (event: string | number, payload: unknown, ack: Ack) => void;

/**
 * What is used of Socket.IO that its types keep to themselves; the versions are pinned, and every socket test is a test of
 * it.
 */
interface Inner {
  connected: boolean;
  onevent(packet: { data: [string | number, ...unknown[]]; id?: number }): void;
  client: Client;
}
interface Client {
  conn: Connection;
  ondata(packet: unknown): void;
}
interface Connection extends Line {
  on(event: 'data', listener: (packet: unknown) => void): void;
  off(event: 'data', listener: (packet: unknown) => void): void;
}

const noAck: Ack = () => undefined;

/** Of Socket.IO's protocol: an event, in the default namespace; its number follows. */
const EVENT = '2';
const MAX_ID_LENGTH = 15;

/**
 * Hands over what a socket receives at once, with its first argument, and writes each acknowledgement as a frame of its own.
 *
 * Takes the place of Socket.IO's way to `onevent` and from `ack`, which looks for namespaces and binary parts, waits for the
 * next tick twice, copies lists of listeners, and tells ten other listeners of every packet. Whatever is not plainly one of
 * the `known` events goes that way still.
 */
export function receiveFast(
  socket: Socket<never, never, never>,
  known: { has(event: unknown): boolean },
  receive: Receive,
): void {
  const inner = socket as unknown as Inner;
  const { client } = inner;
  const { conn } = client;
  const answer = (event: string | number, payload: unknown, id: string): void =>
    receive(event, payload, id === '' ? noAck : (reply) => write(conn, encodeAck(id, reply)));
  inner.onevent = ({ data: [event, payload], id }) =>
    answer(event, payload, id === undefined ? '' : String(id));

  const { ondata: slow } = Object.getPrototypeOf(client) as Client;
  conn.off('data', client.ondata);
  client.ondata = (packet) => {
    const event = inner.connected && typeof packet === 'string' ? parseEvent(packet, known) : undefined;
    if (event) answer(event.name, event.payload, event.id);
    else slow.call(client, packet);
  };
  conn.on('data', client.ondata);
}

/** `2["answer",{…}]` or, with an acknowledgement wanted, `217["answer",{…}]`; undefined for anything else. */
function parseEvent(packet: string, known: { has(event: unknown): boolean }) {
  if (packet[0] !== EVENT) return undefined;
  let start = 1;
  while (isDigit(packet.charCodeAt(start))) start++;
  if (packet[start] !== '[' || start > MAX_ID_LENGTH) return undefined;
  try {
    const [name, payload] = JSON.parse(packet.slice(start)) as [string, unknown];
    return known.has(name) ? { name, payload, id: packet.slice(1, start) } : undefined;
  } catch {
    return undefined;
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
