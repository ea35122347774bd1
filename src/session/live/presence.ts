import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../../platform/config/environment.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { scriptKeys } from '../../platform/redis/keys.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { sessionScripts } from '../session-scripts.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

/** A socket that is replaced lives this much longer: what it has sent is still acknowledged. */
const FAREWELL_MS = 250;
/** What may become of a player's presence, as `presence.lua` counts it. */
export const PRESENCE = { went: 0, came: 1, stays: 2 } as const;

/** Which players are connected, on all nodes together: a question closes when they have all answered. */
@Injectable()
export class Presence {
  /** Another name with each start: what an earlier process of this name left behind is not ours. */
  readonly node: string;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly rooms: Rooms,
    env: Environment,
  ) {
    this.node = `${env.NODE_NAME}.${process.pid}.${Date.now()}`;
  }

  /** A player has one socket: an older one, on whatever node, is told so and cut off. */
  async came(socket: MemberSocket): Promise<void> {
    const replaced = await this.tell(socket, PRESENCE.came);
    const [, socketId] = replaced.split('/');
    if (!socketId) return;
    setTimeout(() => {
      this.rooms.io.in(socketId).emit('kicked', { reason: 'replaced' });
      this.rooms.io.in(socketId).disconnectSockets(true);
    }, FAREWELL_MS).unref();
  }

  async went(socket: MemberSocket): Promise<void> {
    await this.tell(socket, PRESENCE.went);
  }

  /** Puts a player back whose presence was lost; one who has come by another socket since then has that one. */
  async stays(socket: MemberSocket): Promise<void> {
    await this.tell(socket, PRESENCE.stays);
  }

  private async tell(socket: MemberSocket, change: number): Promise<string> {
    const playerId = playerOf(socket);
    if (!playerId) return '';
    const { sessionId } = socket.data.session;
    return String(
      await sessionScripts.presence.run(this.redis, scriptKeys(sessionId), [
        sessionId,
        change,
        playerId,
        `${this.node}/${socket.id}`,
      ]),
    );
  }
}
