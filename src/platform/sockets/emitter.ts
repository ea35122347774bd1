import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Server } from 'socket.io';
import type { SessionServer } from './session-socket.js';
import { Environment } from '../config/environment.js';
import { connectRedis, type RedisConnection } from '../redis/connect.js';
import { Rooms } from './rooms.js';

/** Lets a process without sockets of its own (ROLE=api) emit to the sockets of the ws nodes. */
@Injectable()
export class SocketEmitter implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(SocketEmitter.name);
  private redis?: RedisConnection;
  private server?: SessionServer;

  constructor(
    private readonly env: Environment,
    private readonly rooms: Rooms,
  ) {}

  onModuleInit(): void {
    this.redis = connectRedis(this.env.REDIS_URL);
    this.redis.on('error', () => undefined); // the command connection reports the same outage
    // Attached to no port: it only writes to the adapter's stream.
    this.server = new Server({ adapter: createAdapter(this.redis) });
    this.rooms.attach(this.server);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.close().catch((error: Error) => this.logger.warn(error.message));
    this.redis?.disconnect();
  }
}
