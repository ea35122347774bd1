import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../../platform/config/environment.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { scriptKeys } from '../state/layout.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { LINE_PATIENCE_MS } from '../line-patience.js';
import { SessionRevival } from '../session-revival.js';
import { sessionScripts } from '../state/scripts.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

/** A socket that is replaced lives this much longer: what it has sent is still acknowledged. */
const FAREWELL_MS = 250;
/** What `presence.lua` says of a player who has no seat. */
const GONE = 'gone';
/** And of a socket after which the player has come by another one. */
const STALE = 'stale';

/**
 * What a socket has to say of its player: it has come, is still there, has lost its line (the player is back soon, and until then
 * still there), or was closed by the player, who has left.
 */
export type PresenceChange = 'came' | 'stays' | 'went' | 'left';

/** Which players are there, on all nodes together: a question closes when they have all answered. */
@Injectable()
export class Presence {
  /** Another name with each start: what an earlier process of this name left behind is not ours. */
  readonly node: string;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly rooms: Rooms,
    private readonly revival: SessionRevival,
    env: Environment,
  ) {
    this.node = `${env.NODE_NAME}.${process.pid}.${Date.now()}`;
  }

  /**
   * A player has one socket: an older one, on whatever node, is told so and cut off.
   *
   * @returns `gone` when the player has no seat (any more), `stale` when the player has come by a later socket already
   */
  async came(socket: MemberSocket): Promise<'here' | 'gone' | 'stale'> {
    const replaced = await this.say(socket, 'came');
    if (replaced === GONE || replaced === STALE) return replaced;
    const socketId = /\/([^@]*)/.exec(replaced)?.[1];
    if (socketId) {
      setTimeout(() => {
        this.rooms.io.in(socketId).emit('kicked', { reason: 'replaced' });
        this.rooms.io.in(socketId).disconnectSockets(true);
      }, FAREWELL_MS).unref();
    }
    return 'here';
  }

  /**
   * Puts a player back whose presence was lost; one who has come by another socket since then has that one.
   *
   * @returns false when the player has no seat (any more)
   */
  async stays(socket: MemberSocket): Promise<boolean> {
    return (await this.say(socket, 'stays')) !== GONE;
  }

  async went(socket: MemberSocket, left: boolean): Promise<void> {
    await this.say(socket, left ? 'left' : 'went');
  }

  /** A socket that this node does not have any more, whatever became of it. @param name as `nameOf` made it */
  async lost(sessionId: string, playerId: string, name: string): Promise<void> {
    await this.run(sessionId, 'went', playerId, name);
  }

  /** As the session knows the socket: with the time of its admission, since a socket that came earlier can say so later. */
  nameOf = (socket: MemberSocket): string => `${this.node}/${socket.id}@${socket.data.admittedAt}`;

  private async say(socket: MemberSocket, change: PresenceChange): Promise<string> {
    const playerId = playerOf(socket);
    if (!playerId) return '';
    const { sessionId } = socket.data.session;
    const run = () => this.run(sessionId, change, playerId, this.nameOf(socket));
    // A socket that goes asks for nothing to be brought back.
    return change === 'came' ? this.revival.ask(sessionId, run) : ((await run()) ?? '');
  }

  private run(sessionId: string, change: PresenceChange, playerId: string, name: string) {
    const args = [sessionId, change, playerId, name, LINE_PATIENCE_MS];
    return sessionScripts.presence.run(this.redis, scriptKeys(sessionId), args) as Promise<string | null>;
  }
}
