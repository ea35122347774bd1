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
/** How many sockets are reported at a time, and how many entries in Redis are read at a time. */
const PAGE = 200;
/** The beat of a node that can't be sure that the session knows everything that the node reported. */
const UNSURE = -1;
/** The beat that an ended session returns. */
const ENDED = -1;

/** The last known state of a session that this node patrols. */
interface Round {
  /** The beat that the last round returned, or `UNSURE`. */
  beat: number;
  /** How many reports have perhaps not arrived since all sockets were last reported again. */
  doubts: number;
  running: boolean;
}

// ADR 15: what presence is. ADR 24: why timers, not `@nestjs/schedule`.
/** Reports to each session with sockets here that this node lives, and restores presence that was lost. */
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
   * The last socket of the session has left this node. The node reports that only when the session knows what became of each
   * socket. Otherwise the session gives the node up later, like a node that died.
   *
   * @param said resolves when the end of the last socket is reported; rejects when that report has perhaps not arrived
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

  /** A report about a socket of the session has perhaps not arrived, so the next round reports all of its sockets again. */
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
      // A doubt that arose during this round stays.
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

  /** Reports all sockets again: the session does not know this node, has given it up, or has lost some of its reports. */
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

  /** Takes back the sockets of this node that the session still has, but that are not here any more. */
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
