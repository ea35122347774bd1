import type { ServerResponse } from 'node:http';
import { isEventPacket, type Line, MOST_UNSENT_BYTES } from './line.js';

/** The part of Engine.IO's socket that is used here, beyond a `Line`. */
export interface SendingLine extends Line {
  sendPacket(type: string, data?: string | Buffer, options?: object, sent?: () => void): void;
}

/** Is notified each time that the connection goes over the bound. */
export interface OutletOwner {
  wentOver(): void;
}

/**
 * Everything that leaves by one connection, except the frames of `line.ts`, which checks them itself. While more than
 * `MOST_UNSENT_BYTES` wait for the network, messages are dropped.
 */
export class Outlet {
  /** When the connection went over the bound, by `performance.now()`; undefined while it is not over. */
  overSince?: number;
  /** An event was dropped since then. Dropped acknowledgements do not count: clients ask for them again. */
  missedEvent = false;
  /** Bytes in Engine.IO's buffer; stale while the buffer is empty. */
  private queued = 0;
  /** Long-polling: responses that the network has not taken whole, with their bytes. */
  private responses?: Map<ServerResponse, number>;

  constructor(
    private readonly line: SendingLine,
    private readonly owner: OutletOwner,
  ) {
    const { sendPacket } = line;
    line.sendPacket = (type, data, options, sent) => {
      if (this.takes(type, data)) sendPacket.call(line, type, data, options, sent);
    };
  }

  /** Bytes that the network has not taken yet. */
  get unsent(): number {
    const { transport, writeBuffer } = this.line;
    let bytes = writeBuffer.length > 0 ? this.queued : 0;
    if (transport.name === 'websocket') bytes += transport.socket.bufferedAmount;
    if (this.responses) for (const size of this.responses.values()) bytes += size;
    return bytes;
  }

  get isOver(): boolean {
    return this.unsent > MOST_UNSENT_BYTES;
  }

  /** Counts a response of long-polling: the client can poll again, by another TCP connection, without having read it. */
  answer(response: ServerResponse, bytes: number): void {
    const responses = (this.responses ??= new Map());
    responses.set(response, bytes);
    response.once('close', () => responses.delete(response));
  }

  /** Destroys the responses that nobody reads. */
  destroy(): void {
    for (const response of this.responses?.keys() ?? []) response.destroy();
  }

  private takes(type: string, data: string | Buffer = ''): boolean {
    if (this.isOver) {
      if (this.overSince === undefined) {
        this.overSince = performance.now();
        this.owner.wentOver();
      }
      // Heartbeats are a byte each, and show in the end whether the client is still there.
      if (type !== 'message') return true;
      this.missedEvent ||= isEventPacket(data);
      return false;
    }
    this.queued = (this.line.writeBuffer.length > 0 ? this.queued : 0) + Buffer.byteLength(data);
    return true;
  }
}
