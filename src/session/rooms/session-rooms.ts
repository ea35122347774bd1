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
  /**
   * Settles when the node hears of the session; nobody who waits for it is sent anything before. Undefined before the first try and
   * after one that failed: the next socket tries anew.
   */
  open?: Promise<void>;
}

/** What happens to a socket from its arrival to its end, so that it knows all and everyone knows of it. */
@Injectable()
export class SessionRooms {
  private readonly logger = new Logger(SessionRooms.name);
  private readonly rooms = new Map<string, Room>();
  /** Sockets whose players have left, rather than lost the line. */
  private readonly left = new WeakSet<MemberSocket>();

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
   * when the session could not be asked; then the socket has to go, and come again.
   */
  async enter(socket: MemberSocket): Promise<void> {
    const { session } = socket.data;
    const { sessionId } = session;
    const room = this.rooms.get(sessionId) ?? { sockets: 0 };
    this.rooms.set(sessionId, room);
    room.sockets += 1;
    this.boards.greet(socket, sessionId);
    await socket.join(sessionId);
    const playerId = playerOf(socket);
    if (!playerId) {
      await socket.join(hostsOf(sessionId));
      this.progress.enter(session);
    }
    await this.opened(room, session);
    // A line that was given up long ago can deliver its handshake late; its player has come by another one since.
    if (socket.disconnected) return;
    const came = await this.presence.came(socket);
    // Sent away between the handshake and now.
    if (came === 'PLAYER_UNKNOWN') return this.players.sendAway(sessionId, [playerId!]);
    if (came === 'stale') return void socket.conn.close();
    // A socket that went while it came has said so too early.
    if (socket.disconnected) return this.went(socket);
    this.boards.welcome(socket, sessionId, await this.snapshot(socket));
    this.ticker.touch(sessionId);
  }

  /** @param left by the player's own wish, rather than because the line broke */
  async leave(socket: MemberSocket, left: boolean): Promise<void> {
    const { sessionId } = socket.data.session;
    if (left) this.left.add(socket);
    const room = this.rooms.get(sessionId);
    if (!playerOf(socket)) this.progress.leave(sessionId);
    const said = this.went(socket);
    if (room && --room.sockets === 0) {
      this.rooms.delete(sessionId);
      this.unfollow(sessionId, said);
      this.catalog.forget(sessionId);
    }
    await said;
  }

  private async went(socket: MemberSocket): Promise<void> {
    try {
      await this.presence.went(socket, this.left.has(socket));
    } catch (error) {
      this.patrol.doubt(socket.data.session.sessionId);
      throw error;
    }
  }

  private async opened(room: Room, session: FrozenSession): Promise<void> {
    room.open ??= this.follow(room, session);
    try {
      await room.open;
    } catch (error) {
      room.open = undefined;
      throw error;
    }
  }

  /** The first socket of a session: from here on the node hears of it and looks after it. */
  private async follow(room: Room, session: FrozenSession): Promise<void> {
    const { sessionId } = session;
    try {
      this.patrol.follow(sessionId);
      await Promise.all([this.boards.follow(sessionId), this.players.follow(sessionId)]);
      await this.watch.follow(session, await this.reader.read(session));
    } catch (error) {
      // The room may have been left meanwhile, and opened anew by another socket.
      if ((this.rooms.get(sessionId) ?? room) === room) this.unfollow(sessionId);
      throw error;
    }
    if (!this.rooms.has(sessionId)) this.unfollow(sessionId);
  }

  private unfollow(sessionId: string, said = Promise.resolve()): void {
    this.patrol.unfollow(sessionId, said);
    this.players.unfollow(sessionId);
    this.watch.unfollow(sessionId);
    this.announcer.forget(sessionId);
    this.boards
      .unfollow(sessionId)
      .catch((error: Error) => this.logger.warn(`still hearing of ${sessionId}: ${error.message}`));
  }

  /**
   * The state, with what events brought to those who were here: the question is in it, reveal and end are sent again.
   *
   * @returns the version of the newest board at that time
   */
  private async snapshot(socket: MemberSocket): Promise<number> {
    const { session } = socket.data;
    const { state, own, boardVersion } = await this.reader.readWhole(session, playerOf(socket));
    socket.emit('session', state);
    if (state.status === 'reveal') await this.announcer.revealTo(socket, session, state, own);
    else if (state.status === 'ended') await this.announcer.endedTo(socket, session, state, own);
    return boardVersion;
  }
}
