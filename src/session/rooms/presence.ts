import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../../platform/config/environment.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { presence, type PresenceChange, type PresenceOutcome } from '../state/presence-scripts.js';
import { SessionRevival } from '../session-revival.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

/** A socket that is replaced lives this much longer: what it has sent is still acknowledged. */
const FAREWELL_MS = 250;

const NOTHING: PresenceOutcome = { code: 'ok', replaced: '' };
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
   * A player has one socket: an older one, on whatever node, is sent `kicked` and cut off.
   *
   * @returns `PLAYER_UNKNOWN` when the player has no seat (any more), `stale` when the player has come by a later socket already
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
   * Puts a player back whose presence was lost; one who has come by another socket since then has that one.
   *
   * @returns false when the player has no seat (any more)
   */
  async stays(socket: MemberSocket): Promise<boolean> {
    return (await this.say(socket, 'stays')).code === 'ok';
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

  private async say(socket: MemberSocket, change: PresenceChange): Promise<PresenceOutcome> {
    const playerId = playerOf(socket);
    if (!playerId) return NOTHING;
    const { sessionId } = socket.data.session;
    const run = () => this.run(sessionId, change, playerId, this.nameOf(socket));
    // A socket that goes asks for nothing to be brought back.
    return change === 'came' ? this.revival.ask(sessionId, run) : ((await run()) ?? NOTHING);
  }

  private run(sessionId: string, change: PresenceChange, playerId: string, name: string) {
    return presence(this.redis, sessionId, change, playerId, name);
  }
}
