import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { scriptKeys } from '../../platform/redis/keys.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { NODE_PATIENCE_MS } from '../node-patience.js';
import { sessionScripts } from '../session-scripts.js';
import type { MemberSocket } from '../socket-handshake.js';
import { Presence } from './presence.js';

const PATROL_MS = 1_000;

/** Says of each session with sockets here that this node lives, and puts presence right where it was lost. */
@Injectable()
export class PresencePatrol implements OnApplicationShutdown {
  private readonly logger = new Logger(PresencePatrol.name);
  private readonly sessions = new Set<string>();
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly presence: Presence,
    private readonly rooms: Rooms,
  ) {}

  start(sessionId: string): void {
    this.sessions.add(sessionId);
    this.timer ??= setInterval(() => this.sessions.forEach((id) => void this.round(id)), PATROL_MS).unref();
    void this.round(sessionId);
  }

  stop(sessionId: string): void {
    this.sessions.delete(sessionId);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async round(sessionId: string): Promise<void> {
    try {
      const reply = (await sessionScripts.patrol.run(this.redis, scriptKeys(sessionId), [
        sessionId,
        this.presence.node,
        NODE_PATIENCE_MS,
      ])) as [rev: number, known: number] | null;
      if (!reply || reply[1] === 1) return;
      // The session has not heard of this node, or has given it up: its players are put back.
      for (const socket of this.rooms.local(sessionId)) await this.presence.stays(socket as MemberSocket);
    } catch (error) {
      this.logger.warn(`session ${sessionId}: ${(error as Error).message}`);
    }
  }
}
