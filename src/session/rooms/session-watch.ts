import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { SessionState } from '../../contracts/session.js';
import { LeaderboardTicker } from '../../leaderboard/leaderboard-ticker.js';
import { Channels } from '../../platform/redis/channels.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys } from '../state/layout.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import type { FrozenSession } from '../frozen-session.js';
import { RebuildRequests } from '../rebuild-requests.js';
import { toState } from '../session-state.reader.js';
import { advance } from '../state/scripts.js';
import type { StateRecord } from '../state/state-record.js';
import { phaseOf } from './phase.js';
import { PlayersFeed } from './players-feed.js';
import { SessionAnnouncer } from './session-announcer.js';

/** A look at every watched session, in case word of a change was lost. */
const PATROL_MS = 2_000;

/** A session with sockets on this node. */
interface Watched {
  session: FrozenSession;
  /** What this node has sent to its sockets; nothing older is ever sent again. */
  rev: number;
  phase: string;
  /** Players sent away that this node has seen to. */
  kicked: number;
  timer?: NodeJS.Timeout;
  looking: boolean;
  again: boolean;
}

// ADR 7: why every node watches. ADR 24: why timers, not `@nestjs/schedule`.
/**
 * Follows the sessions of this node's sockets: hears of each change, does what their clock asks for, and has the sockets
 * hear of it. No node owns a session; the first one moves it on, and every node sends to its own sockets.
 */
@Injectable()
export class SessionWatch implements OnApplicationShutdown {
  private readonly logger = new Logger(SessionWatch.name);
  private readonly watched = new Map<string, Watched>();
  private patrol?: NodeJS.Timeout;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly channels: Channels,
    private readonly rebuilds: RebuildRequests,
    private readonly announcer: SessionAnnouncer,
    private readonly players: PlayersFeed,
    private readonly ticker: LeaderboardTicker,
    private readonly rooms: Rooms,
  ) {}

  /** The first socket of a session is here, and is about to get `state`. */
  async follow(session: FrozenSession, state: SessionState): Promise<void> {
    const { sessionId } = session;
    const watched: Watched = {
      session,
      rev: state.rev,
      phase: phaseOf(state),
      kicked: 0,
      looking: false,
      again: false,
    };
    this.watched.set(sessionId, watched);
    this.patrol ??= setInterval(() => this.watched.forEach((one) => this.visit(one)), PATROL_MS).unref();
    await this.channels.listen(keys.changedChannel(sessionId), (rev) => {
      // What a look has found already is not news.
      if (Number(rev) !== watched.rev) this.look(watched);
    });
    this.visit(watched);
  }

  unfollow(sessionId: string): void {
    const watched = this.watched.get(sessionId);
    if (!watched) return;
    this.watched.delete(sessionId);
    clearTimeout(watched.timer);
    this.channels
      .leave(keys.changedChannel(sessionId))
      .catch((error: Error) => this.logger.warn(`still hearing of ${sessionId}: ${error.message}`));
  }

  /** Not earlier: a node that drains still sends its sockets everything. */
  onApplicationShutdown(): void {
    clearInterval(this.patrol);
    for (const { timer } of this.watched.values()) clearTimeout(timer);
    this.watched.clear();
  }

  private visit(watched: Watched): void {
    this.look(watched);
    this.ticker.touch(watched.session.sessionId);
  }

  private look(watched: Watched): void {
    watched.again = true;
    if (!watched.looking) void this.lookWhileAsked(watched);
  }

  private async lookWhileAsked(watched: Watched): Promise<void> {
    watched.looking = true;
    while (watched.again) {
      watched.again = false;
      await this.advance(watched).catch((error: Error) =>
        this.logger.warn(`session ${watched.session.sessionId}: ${error.message}`),
      );
    }
    watched.looking = false;
  }

  private async advance(watched: Watched): Promise<void> {
    const { session } = watched;
    const { sessionId } = session;
    const advanced = await advance(this.redis, sessionId, watched.rev);
    if (this.watched.get(sessionId) !== watched) return;
    if (!advanced) return this.bringBack(watched);
    const { dueInMs, kicked, state } = advanced;
    clearTimeout(watched.timer);
    if (dueInMs >= 0) watched.timer = setTimeout(() => this.look(watched), dueInMs + 1);
    if (kicked !== watched.kicked) await this.sendAwayKicked(watched, kicked);
    if (state) await this.announce(watched, state);
  }

  /** Redis has lost the session while its players are here: the next look sends them what it is when it is back. */
  private async bringBack(watched: Watched): Promise<void> {
    const { sessionId } = watched.session;
    const outcome = await this.rebuilds.ask(sessionId);
    if (outcome === 'there') watched.again = true;
    if (outcome !== 'unknown') return;
    // No store has it: the handshake says so to each of them.
    for (const socket of this.rooms.local(sessionId)) socket.conn.close();
  }

  /** Word of a kick can be lost; its player would stay, and everyone would wait for it. */
  private async sendAwayKicked(watched: Watched, kicked: number): Promise<void> {
    const { sessionId } = watched.session;
    this.players.sendAway(sessionId, await this.redis.hkeys(keys.kicked(sessionId)));
    watched.kicked = kicked;
  }

  private async announce(watched: Watched, record: StateRecord): Promise<void> {
    const { session } = watched;
    const state = toState(session, record);
    const phase = phaseOf(state);
    const moved = phase !== watched.phase;
    if (!moved) this.announcer.state(session, state);
    else if (state.status === 'question') this.announcer.question(session, state);
    else if (state.status === 'reveal') await this.announcer.reveal(session, state);
    else if (state.status === 'ended') await this.announcer.ended(session, state);
    else this.announcer.state(session, state);
    // Not before: what could not be read is sent at the next look.
    watched.rev = state.rev;
    watched.phase = phase;
    // A close shows what the question's answers did to the board.
    if (!moved || state.status !== 'question') this.ticker.touch(session.sessionId);
  }
}
