import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { nanoid } from 'nanoid';
import type { Server, ServerOptions } from 'socket.io';
import { LIMITS } from '../../contracts/limits.js';
import { SOCKET_PATH } from '../../contracts/socket-events.js';
import { allowedOrigins } from '../http/allowed-origins.js';
import type { Environment } from '../config/environment.js';
import { connectRedis, type RedisConnection } from '../redis/connect.js';
import { BoundedWebSocketServer } from './web-socket-server.js';

/** Socket.IO as Podium runs it: bounded messages, ids that name their node, events of a session on every node. */
export class PodiumIoAdapter extends IoAdapter {
  private redis?: RedisConnection;

  constructor(
    app: INestApplicationContext,
    private readonly env: Environment,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    // A client of its own with default options: with other options an outage of Redis froze or crashed the streams adapter.
    this.redis = connectRedis(this.env.REDIS_URL);
    this.redis.on('error', () => undefined); // the command connection reports the same outage
    const server = super.createIOServer(port, {
      ...(options as ServerOptions),
      path: SOCKET_PATH,
      transports: ['websocket', 'polling'],
      maxHttpBufferSize: LIMITS.socketMessageBytes,
      wsEngine: BoundedWebSocketServer,
      // Compression would undo the frames that a broadcast encodes once for everyone.
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      cors: { origin: allowedOrigins(this.env) },
      adapter: createAdapter(this.redis),
    });
    // The load balancer finds the node of a long-polling client by this prefix, without cookies (ADR 6).
    server.engine.generateId = () => `${this.env.NODE_NAME}.${nanoid()}`;
    return server;
  }

  /** `SocketEvents` handles events; the bindings that Nest makes for each socket would be empty, and cost memory (ADR 5). */
  override bindMessageHandlers(): void {}

  override async dispose(): Promise<void> {
    await super.dispose();
    this.redis?.disconnect();
  }
}
