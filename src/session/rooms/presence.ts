import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../../platform/config/environment.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { presence, type PresenceChange, type PresenceOutcome } from '../state/presence-scripts.js';
import { SessionRevival } from '../session-revival.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

/** A socket that is replaced stays open this much longer, so that what it has sent is still acknowledged. */
const FAREWELL_MS = 250;

const NOTHING: PresenceOutcome = { code: 'ok', replaced: '' };
/** Reports which players are there. A question closes when all players who are there, on all nodes together, have answered. */
@Injectable()
export class Presence {
  /** A new name at each start, since the entries that an earlier process of this node left do not belong to this process. */
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
   * Reports a new socket. A player has only one: an older socket, on any node, is sent `kicked` and is disconnected.
   *
   * @returns `PLAYER_UNKNOWN` when the player has no seat (any more), `stale` when a later socket of the player is known already
   */
  async came(socket: MemberSocket): Promise<PresenceOutcome['code']> {
    const outcome = await this.say(socket, 'came');
    if (outcome.code !== 'ok') return outcome.code;
    const socketId = /\/([^@]*)/.exec(outcome.replaced)?.[1];
    if (socketId) {
      setTimeout(() => {
        this.rooms.io.in(socketId).emit('kicked', { reason: 'replaced' });
        this.rooms.io.in(socketId).disconnectSockets(true);
      }, FAREWELL_MS).unref();
    }
    return 'ok';
  }

  /**
   * Restores the presence of a player for whom it was lost. A player who has connected by another socket since then keeps it.
   *
   * @returns false when the player has no seat (any more)
   */
  async stays(socket: MemberSocket): Promise<boolean> {
    return (await this.say(socket, 'stays')).code === 'ok';
  }

  async went(socket: MemberSocket, left: boolean): Promise<void> {
    await this.say(socket, left ? 'left' : 'went');
  }

  /** Reports the end of a socket that this node does not have any more, for any reason. @param name as `nameOf` made it */
  async lost(sessionId: string, playerId: string, name: string): Promise<void> {
    await this.run(sessionId, 'went', playerId, name);
  }

  /** The socket's name in the session. It holds the time of admission, since the report of an older socket can arrive later. */
  nameOf = (socket: MemberSocket): string => `${this.node}/${socket.id}@${socket.data.admittedAt}`;

  private async say(socket: MemberSocket, change: PresenceChange): Promise<PresenceOutcome> {
    const playerId = playerOf(socket);
    if (!playerId) return NOTHING;
    const { sessionId } = socket.data.session;
    const run = () => this.run(sessionId, change, playerId, this.nameOf(socket));
    // Only a socket that comes is a reason to rebuild a lost session.
    return change === 'came' ? this.revival.ask(sessionId, run) : ((await run()) ?? NOTHING);
  }

  private run(sessionId: string, change: PresenceChange, playerId: string, name: string) {
    return presence(this.redis, sessionId, change, playerId, name);
  }
}
