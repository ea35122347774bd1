import { type ServerOptions, WebSocketServer } from 'ws';

/** Most fragments of one message, and pieces in which the network delivers it: a message is at most 16 KiB. */
const MAX_FRAGMENTS = 64;
const MAX_CHUNKS = 1_024;

/** The WebSocket server for Engine.IO, with bounds on the parts of a message. `BoundedConnection` answers pings. */
export class BoundedWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({
      ...options,
      autoPong: false,
      maxFragments: MAX_FRAGMENTS,
      maxBufferedChunks: MAX_CHUNKS,
    } as ServerOptions);
  }
}
