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

/** The interval between looks at every watched session, in case the message about a change was lost. */
const PATROL_MS = 2_000;

/** A session with sockets on this node. */
interface Watched {
  session: FrozenSession;
  /** The newest `rev` that this node has sent to its sockets. Nothing older is ever sent again. */
  rev: number;
  phase: string;
  /** The number of kicked players that this node has handled. */
  kicked: number;
  timer?: NodeJS.Timeout;
  looking: boolean;
  again: boolean;
}

// ADR 7: why every node watches. ADR 24: why timers, not `@nestjs/schedule`.
/**
 * Follows the sessions of this node's sockets: it receives each change, does what is due by the session's clock, and sends the
 * change to the sockets. No node owns a session. The first node moves it on, and every node sends to its own sockets.
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
      // A `rev` that a look has already found needs no further look.
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
      .catch((error: Error) =>
        this.logger.warn(`session ${sessionId} is still subscribed to: ${error.message}`),
      );
  }

  /** The watch does not end earlier, since a node that drains still sends its sockets everything. */
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

  /** Redis has lost the session while its players are here. Once it is rebuilt, the next look sends them its state. */
  private async bringBack(watched: Watched): Promise<void> {
    const { sessionId } = watched.session;
    const outcome = await this.rebuilds.ask(sessionId);
    if (outcome === 'there') watched.again = true;
    if (outcome !== 'unknown') return;
    // No store has the session. The clients reconnect, and the handshake refuses each of them.
    for (const socket of this.rooms.local(sessionId)) socket.conn.close();
  }

  /** The message about a kick can be lost. The player would then stay connected, and everybody would wait for an answer. */
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
    // These are set after the sends, so that the next look sends a state that could not be read now.
    watched.rev = state.rev;
    watched.phase = phase;
    // When a question closes, the board shows the effect of its answers.
    if (!moved || state.status !== 'question') this.ticker.touch(session.sessionId);
  }
}
