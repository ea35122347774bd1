import type { ServerToClientEvents } from '../../contracts/socket-events.js';
import { textFrame } from './text-frame.js';

/** Packet types of an event and an acknowledgement in the default namespace (Socket.IO protocol). */
const EVENT = '2';
const ACK = '3';
/** The packet type of a message (Engine.IO protocol). */
const MESSAGE = '4';

/** While more bytes than this wait for the network, a connection is given no more messages. */
export const MOST_UNSENT_BYTES = 256 * 1024;

/** Packets of Socket.IO in their order, with the WebSocket frames that carry them; one that is too long has no frame. */
export interface Encoded {
  packets: string[];
  frames?: Buffer;
}

// ADR 5: why frames bypass Engine.IO.
/**
 * The parts of Engine.IO's socket and of ws that are used here and that their types hide. The versions are pinned, and every
 * socket test also tests these parts.
 */
export interface Line {
  readyState: string;
  writeBuffer: unknown[];
  transport: {
    name: string;
    writable: boolean;
    /** The WebSocket; missing on other transports. */
    socket: {
      bufferedAmount: number;
      _sender: { sendFrame(frames: Buffer[], taken?: () => void): void };
    };
  };
  write(packet: string, options: { compress: false }): void;
}

/** Encodes an event, for many sockets or for one. */
export const encodeEvent = <Event extends keyof ServerToClientEvents>(
  event: Event,
  ...payload: Parameters<ServerToClientEvents[Event]>
): Encoded => encode(`${EVENT}${JSON.stringify([event, ...payload])}`);

/** Whether a packet is an event, and not an acknowledgement or anything else. */
export const isEventPacket = (packet: string | Buffer): boolean => packet[0] === EVENT;

/** A reply that is JSON already. */
export class JsonReply {
  constructor(readonly json: string) {}
}

/** @param id the digits that came with the event */
export const encodeAck = (id: string, reply: unknown): Encoded =>
  encode(reply instanceof JsonReply ? `${ACK}${id}[${reply.json}]` : `${ACK}${id}${JSON.stringify([reply])}`);

function encode(packet: string): Encoded {
  const frames = textFrame(MESSAGE + packet);
  return frames ? { packets: [packet], frames } : { packets: [packet] };
}

/** Both, one after the other. */
export function together(first: Encoded, second: Encoded): Encoded {
  const packets = [...first.packets, ...second.packets];
  if (!first.frames || !second.frames) return { packets };
  return { packets, frames: Buffer.concat([first.frames, second.frames]) };
}

/**
 * Whether this is a WebSocket that takes frames right now, after everything that was written before. Over the bound it takes
 * none: the packets then go to its `Outlet`, which drops them and reports the connection.
 */
const takesFrames = ({ readyState, transport, writeBuffer }: Line): boolean =>
  readyState === 'open' &&
  transport.name === 'websocket' &&
  transport.writable &&
  writeBuffer.length === 0 &&
  transport.socket.bufferedAmount <= MOST_UNSENT_BYTES;

function queue(line: Line, { packets }: Encoded): void {
  for (const packet of packets) line.write(packet, { compress: false });
}

/**
 * Writes the packets that many sockets get and those of this socket alone, with one system call.
 *
 * They go straight to a connection that is free: Engine.IO would make a packet of each event, announce it six times, and write
 * each one separately.
 */
export function write(line: Line, first: Encoded, second?: Encoded): void {
  if (takesFrames(line) && first.frames && (!second || second.frames)) {
    const frames = second?.frames ? [first.frames, second.frames] : [first.frames];
    line.transport.socket._sender.sendFrame(frames);
    return;
  }
  queue(line, first);
  if (second) queue(line, second);
}

/**
 * Writes one event straight to a connection that is free.
 *
 * @param taken called once when the network has taken it, or never will
 * @returns false, with nothing written, when the connection is not free or the event has no frame
 */
export function writeWatched(line: Line, { frames }: Encoded, taken: () => void): boolean {
  if (!frames || !takesFrames(line)) return false;
  line.transport.socket._sender.sendFrame([frames], taken);
  return true;
}
