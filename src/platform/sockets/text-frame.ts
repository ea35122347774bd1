/** Of a WebSocket frame (RFC 6455, 5.2): the last part of a text; a length of 16 bits follows. */
const FIN_TEXT = 0x81;
const LENGTH_16 = 126;
/** Of Engine.IO's protocol: a message. */
const MESSAGE = '4';

/** A packet of Socket.IO, with the frame that carries it over a WebSocket. */
export interface EncodedPacket {
  packet: string;
  /** As Engine.IO takes it; a packet that is too long has no frame of its own. */
  options: { compress: false; wsPreEncodedFrame?: [Buffer] };
}

/** What of Engine.IO's socket takes packets; its types keep the options of a frame to themselves. */
export interface PacketWriter {
  write(packet: string, options: EncodedPacket['options']): void;
}

/** Encodes once what may go to many: `writer.write(packet, options)`. */
export function encodePacket(packet: string): EncodedPacket {
  const frame = textFrame(MESSAGE + packet);
  return { packet, options: frame ? { compress: false, wsPreEncodedFrame: [frame] } : { compress: false } };
}

/** A whole WebSocket frame with this text; undefined when it is too long for one whose length takes 16 bits. */
export function textFrame(text: string): Buffer | undefined {
  const length = Buffer.byteLength(text);
  if (length > 0xffff) return undefined;
  const start = length < LENGTH_16 ? 2 : 4;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FIN_TEXT;
  if (length < LENGTH_16) frame[1] = length;
  else {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, start);
  return frame;
}
