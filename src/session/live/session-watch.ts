import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LIMITS } from '../../contracts/limits.js';
import type { SessionState } from '../../contracts/session.js';
import { LeaderboardTicker } from '../../leaderboard/leaderboard-ticker.js';
import { Channels } from '../../platform/redis/channels.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys, scriptKeys } from '../../platform/redis/keys.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import type { FrozenSession } from '../frozen-session.js';
import { RebuildRequests } from '../rebuild-requests.js';
import { sessionScripts } from '../session-scripts.js';
import { SessionStateReader } from '../session-state.reader.js';
import { SessionAnnouncer } from './session-announcer.js';

/** A look at every watched session, in case word of a change was lost. */
const PATROL_MS = 2_000;

/** A session with sockets on this node. */
interface Watched {
  session: FrozenSession;
  /** What this node's sockets have been told. */
  rev: number;
  phase: string;
  timer?: NodeJS.Timeout;
  looking: boolean;
  again: boolean;
}

/**
 * Follows the sessions of this node's sockets: hears of each change, does what their clock asks for, and has the sockets
 * told. No node owns a session; whoever is first moves it on, and every node tells its own.
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
    private readonly reader: SessionStateReader,
    private readonly announcer: SessionAnnouncer,
    private readonly ticker: LeaderboardTicker,
  ) {}

  /** The first socket of a session is here, and is about to be told `state`. */
  async start(session: FrozenSession, state: SessionState | undefined): Promise<void> {
    const { sessionId } = session;
    const watched: Watched = {
      session,
      rev: state?.rev ?? 0,
      phase: state ? phaseOf(state) : '',
      looking: false,
      again: false,
    };
    this.watched.set(sessionId, watched);
    this.patrol ??= setInterval(() => this.watched.forEach((one) => this.visit(one)), PATROL_MS).unref();
    await this.channels.listen(keys.changedChannel(sessionId), () => this.look(watched));
    this.visit(watched);
  }

  stop(sessionId: string): void {
    const watched = this.watched.get(sessionId);
    if (!watched) return;
    this.watched.delete(sessionId);
    clearTimeout(watched.timer);
    this.channels
      .leave(keys.changedChannel(sessionId))
      .catch((error: Error) => this.logger.warn(`still hearing of ${sessionId}: ${error.message}`));
  }

  /** Not earlier: a node that drains still tells its sockets everything. */
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
    const reply = (await sessionScripts.advance.run(this.redis, scriptKeys(sessionId), [
      sessionId,
      LIMITS.graceMs,
    ])) as [rev: number, dueInMs: number] | null;
    if (this.watched.get(sessionId) !== watched) return;
    if (!reply) {
      // Redis has lost the session while its players are here: the next look tells them when it is back.
      watched.again = await this.rebuilds.ask(sessionId);
      return;
    }
    const [rev, dueInMs] = reply;
    clearTimeout(watched.timer);
    if (dueInMs >= 0) watched.timer = setTimeout(() => this.look(watched), dueInMs + 1);
    // Lower than what was told only after a failover lost a change: then what was told is wrong.
    if (rev !== watched.rev) await this.tell(watched);
  }

  private async tell(watched: Watched): Promise<void> {
    const { session } = watched;
    const state = await this.reader.read(session);
    if (!state || state.rev === watched.rev) return;
    const phase = phaseOf(state);
    const moved = phase !== watched.phase;
    if (!moved) this.announcer.state(session, state);
    else if (state.status === 'question') this.announcer.question(session, state);
    else if (state.status === 'reveal') await this.announcer.reveal(session, state);
    else if (state.status === 'ended') await this.announcer.ended(session, state);
    else this.announcer.state(session, state);
    // Not before: what could not be read is told at the next look.
    watched.rev = state.rev;
    watched.phase = phase;
    // A close shows what the question's answers did to the board.
    if (!moved || state.status !== 'question') this.ticker.touch(session.sessionId);
  }
}

/** Changes when players have something new before them; a lock or a kick changes only the `rev`. */
const phaseOf = ({ status, index, openedAt }: SessionState) => `${status}:${index}:${openedAt ?? ''}`;
