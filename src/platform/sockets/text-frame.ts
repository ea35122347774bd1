/** First bytes of a WebSocket frame (RFC 6455, 5.2): the last part of a text, and that a length of 16 bits follows. */
const FIN_TEXT = 0x81;
const LENGTH_16 = 126;

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
