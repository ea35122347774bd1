import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys } from '../state/layout.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import { ActiveSessions } from '../active-sessions.js';
import { patrol, type Patrolled } from '../state/presence-scripts.js';
import type { MemberSocket } from '../socket-handshake.js';
import { PlayersFeed } from './players-feed.js';
import { Presence } from './presence.js';
import { playerOf } from './session-announcer.js';

const PATROL_MS = 1_000;
/** Sockets that say at a time that they are still there, and entries that are looked at at a time. */
const PAGE = 200;
/** For a node that can't be sure that the session knows all that it has said. */
const UNSURE = -1;
/** What a session that has ended returns for the beat. */
const ENDED = -1;

/** What this node knows of a session that it patrols. */
interface Round {
  /** As the last round left it, or `UNSURE`. */
  beat: number;
  /** How often something that was said may not have arrived, since all of it was last put right. */
  doubts: number;
  running: boolean;
}

// ADR 15: what presence is. ADR 24: why timers, not `@nestjs/schedule`.
/** Says of each session with sockets here that this node lives, and puts presence right where it was lost. */
@Injectable()
export class PresencePatrol implements OnApplicationShutdown {
  private readonly logger = new Logger(PresencePatrol.name);
  private readonly sessions = new Map<string, Round>();
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly presence: Presence,
    private readonly rooms: Rooms,
    private readonly players: PlayersFeed,
    private readonly active: ActiveSessions,
  ) {}

  follow(sessionId: string): void {
    const round: Round = { beat: UNSURE, doubts: 0, running: false };
    this.sessions.set(sessionId, round);
    this.timer ??= setInterval(
      () => this.sessions.forEach((one, id) => void this.patrol(id, one)),
      PATROL_MS,
    ).unref();
    void this.patrol(sessionId, round);
  }

  /**
   * The last socket of the session has left this node. The session hears of it when it knows what became of each socket; else it gives
   * the node up, as one that died.
   *
   * @param said settles when the session has heard of the last socket; rejects when it may not have
   */
  unfollow(sessionId: string, said: Promise<void>): void {
    const round = this.sessions.get(sessionId);
    if (!round) return;
    this.sessions.delete(sessionId);
    this.sayGoodbye(sessionId, round, said).catch(() => undefined);
  }

  private async sayGoodbye(sessionId: string, round: Round, said: Promise<void>): Promise<void> {
    await said;
    if (round.doubts === 0 && !this.sessions.has(sessionId)) await this.run(sessionId, UNSURE, true);
  }

  /** Something was said of a socket of the session that may not have arrived: the next round looks at all of them. */
  doubt(sessionId: string): void {
    const round = this.sessions.get(sessionId);
    if (!round) return;
    round.beat = UNSURE;
    round.doubts += 1;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async patrol(sessionId: string, round: Round): Promise<void> {
    if (round.running) return;
    round.running = true;
    const { beat: before, doubts } = round;
    try {
      const reply = await this.run(sessionId, before, false);
      const isEnded = reply?.beat === ENDED;
      if (!isEnded) this.active.mention(sessionId);
      if (!reply) return;
      const { known, beat, seats } = reply;
      this.players.checkCount(sessionId, seats);
      if (!known) await this.putRight(sessionId);
      // A doubt that came meanwhile stays.
      if (round.doubts !== doubts) return;
      round.beat = beat;
      if (!known) round.doubts = 0;
    } catch (error) {
      round.beat = UNSURE;
      this.logger.warn(`session ${sessionId}: ${(error as Error).message}`);
    } finally {
      round.running = false;
    }
  }

  private run(sessionId: string, beat: number, leaving: boolean): Promise<Patrolled | undefined> {
    return patrol(this.redis, sessionId, this.presence.node, beat, leaving);
  }

  /** The session has not heard of this node, has given it up, or has forgotten some of what it said. */
  private async putRight(sessionId: string): Promise<void> {
    const sockets = [...this.rooms.local(sessionId)] as MemberSocket[];
    for (let start = 0; start < sockets.length; start += PAGE) {
      await Promise.all(sockets.slice(start, start + PAGE).map((socket) => this.stays(sessionId, socket)));
    }
    await this.takeBack(sessionId);
  }

  private async stays(sessionId: string, socket: MemberSocket): Promise<void> {
    if (socket.disconnected) return;
    const playerId = playerOf(socket);
    if (!(await this.presence.stays(socket)) && playerId) this.players.sendAway(sessionId, [playerId]);
  }

  /** Takes back what the session believes of sockets that are not here any more. */
  private async takeBack(sessionId: string): Promise<void> {
    const here = new Set(
      ([...this.rooms.local(sessionId)] as MemberSocket[]).map((socket) => this.presence.nameOf(socket)),
    );
    const ours = `${this.presence.node}/`;
    let cursor = '0';
    do {
      const [next, pairs] = await this.redis.hscan(keys.online(sessionId), cursor, 'COUNT', PAGE);
      cursor = next;
      for (let i = 0; i < pairs.length; i += 2) {
        const name = pairs[i + 1]!;
        if (name.startsWith(ours) && !here.has(name)) await this.presence.lost(sessionId, pairs[i]!, name);
      }
    } while (cursor !== '0');
  }
}
