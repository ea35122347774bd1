import type { ServerToClientEvents } from '../../contracts/socket-events.js';
import { textFrame } from './text-frame.js';

/** Packet types of an event and an acknowledgement in the default namespace (Socket.IO protocol). */
const EVENT = '2';
const ACK = '3';
/** The packet type of a message (Engine.IO protocol). */
const MESSAGE = '4';

/** While more bytes than this wait for the network, a line is given nothing more. */
export const MOST_UNSENT_BYTES = 256 * 1024;

/** Packets of Socket.IO in their order, with the WebSocket frames that carry them; one that is too long has no frame. */
export interface Encoded {
  packets: string[];
  frames?: Buffer;
}

// ADR 5: why frames bypass Engine.IO.
/**
 * What is used of Engine.IO's socket and of ws that their types keep to themselves; the versions are pinned, and every
 * socket test is a test of it.
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

/** An event for many, or for one. */
export const encodeEvent = <Event extends keyof ServerToClientEvents>(
  event: Event,
  ...payload: Parameters<ServerToClientEvents[Event]>
): Encoded => encode(`${EVENT}${JSON.stringify([event, ...payload])}`);

/** Whether a packet is an event, and no acknowledgement or anything else. */
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

/** One after the other. */
export function together(first: Encoded, second: Encoded): Encoded {
  const packets = [...first.packets, ...second.packets];
  if (!first.frames || !second.frames) return { packets };
  return { packets, frames: Buffer.concat([first.frames, second.frames]) };
}

/**
 * A WebSocket that takes frames right now, after all that was written before. Over the bound it takes none, and the other
 * way leads to its `Outlet`, which drops what it is given and reports the line.
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
 * Writes what many get alike and what is this socket's own, with one call of the system.
 *
 * Straight onto a line that is free: Engine.IO would make a packet of each event, announce it six times, and have each
 * written for itself.
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
 * One event, straight onto a line that is free.
 *
 * @param taken called once when the network has taken it, or never will
 * @returns false, with nothing written, when the line is not free or the event has no frame
 */
export function writeWatched(line: Line, { frames }: Encoded, taken: () => void): boolean {
  if (!frames || !takesFrames(line)) return false;
  line.transport.socket._sender.sendFrame([frames], taken);
  return true;
}
