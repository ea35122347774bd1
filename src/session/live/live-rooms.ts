import { Injectable, Logger } from '@nestjs/common';
import { LeaderboardBroadcaster } from '../../leaderboard/leaderboard-broadcaster.js';
import { LeaderboardTicker } from '../../leaderboard/leaderboard-ticker.js';
import type { FrozenSession } from '../frozen-session.js';
import { SessionCatalog } from '../session-catalog.js';
import { SessionStateReader } from '../session-state.reader.js';
import type { MemberSocket } from '../socket-handshake.js';
import { PlayersFeed } from './players-feed.js';
import { Presence } from './presence.js';
import { PresencePatrol } from './presence-patrol.js';
import { hostsOf, ProgressFeed } from './progress-feed.js';
import { playerOf, SessionAnnouncer } from './session-announcer.js';
import { SessionWatch } from './session-watch.js';

/** A session with sockets on this node. */
interface Room {
  sockets: number;
  /** Settles when the node hears of the session; nobody who waits for it is told anything before. */
  open: Promise<void>;
}

/** What happens to a socket from its arrival to its end, so that it knows all and everyone knows of it. */
@Injectable()
export class LiveRooms {
  private readonly logger = new Logger(LiveRooms.name);
  private readonly rooms = new Map<string, Room>();

  constructor(
    private readonly reader: SessionStateReader,
    private readonly catalog: SessionCatalog,
    private readonly watch: SessionWatch,
    private readonly presence: Presence,
    private readonly patrol: PresencePatrol,
    private readonly players: PlayersFeed,
    private readonly progress: ProgressFeed,
    private readonly announcer: SessionAnnouncer,
    private readonly boards: LeaderboardBroadcaster,
    private readonly ticker: LeaderboardTicker,
  ) {}

  /**
   * Puts the socket where it hears of everything, then gives it a full snapshot: nothing falls between the two. Rejects
   * when Redis could not be asked; then the socket has to go, and come again.
   */
  async enter(socket: MemberSocket): Promise<void> {
    const { session } = socket.data;
    const { sessionId } = session;
    let room = this.rooms.get(sessionId);
    if (!room) {
      room = { sockets: 0, open: this.start(session) };
      this.rooms.set(sessionId, room);
    }
    room.sockets += 1;
    await socket.join(sessionId);
    const playerId = playerOf(socket);
    if (!playerId) {
      await socket.join(hostsOf(sessionId));
      this.progress.enter(session);
    }
    await room.open;
    await this.presence.came(socket);
    // A socket that went while it came has said so too early: nobody may wait for it.
    if (socket.disconnected) return this.presence.went(socket);
    await this.snapshot(socket);
    this.ticker.touch(sessionId);
  }

  async leave(socket: MemberSocket): Promise<void> {
    const { sessionId } = socket.data.session;
    const room = this.rooms.get(sessionId);
    if (!playerOf(socket)) this.progress.leave(sessionId);
    if (room && --room.sockets === 0) {
      this.rooms.delete(sessionId);
      this.stop(sessionId);
      this.catalog.forget(sessionId);
    }
    await this.presence.went(socket);
  }

  /** The first socket of a session: from here on the node hears of it and looks after it. */
  private async start(session: FrozenSession): Promise<void> {
    const { sessionId } = session;
    this.patrol.start(sessionId);
    await Promise.all([this.boards.subscribe(sessionId), this.players.open(sessionId)]);
    await this.watch.start(session, await this.reader.read(session));
    if (!this.rooms.has(sessionId)) this.stop(sessionId);
  }

  private stop(sessionId: string): void {
    this.patrol.stop(sessionId);
    this.players.close(sessionId);
    this.watch.stop(sessionId);
    this.boards
      .unsubscribe(sessionId)
      .catch((error: Error) => this.logger.warn(`still hearing of ${sessionId}: ${error.message}`));
  }

  /** The state, with what an event told those who were here: the question is in it, reveal and end are sent again. */
  private async snapshot(socket: MemberSocket): Promise<void> {
    const { session } = socket.data;
    const state = await this.reader.read(session, playerOf(socket));
    if (!state) return;
    socket.emit('session', state);
    if (state.status === 'reveal') await this.announcer.revealTo(socket, session, state);
    else if (state.status === 'ended') await this.announcer.endedTo(socket, session, state);
  }
}
