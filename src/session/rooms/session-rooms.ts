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

/** How often a snapshot is read again because the session has changed while it was read. */
const SNAPSHOT_TRIES = 5;

/** A session with sockets on this node. */
interface Room {
  sockets: number;
  /**
   * Resolves when the node receives the changes of the session. A socket that waits for it is sent nothing before. Undefined
   * before the first attempt and after one that failed: the next socket tries again.
   */
  open?: Promise<void>;
}

/** Handles a socket from its arrival to its end: it gets every change of its session, and the session knows its player. */
@Injectable()
export class SessionRooms {
  private readonly logger = new Logger(SessionRooms.name);
  private readonly rooms = new Map<string, Room>();
  /** Sockets that the player has closed on purpose, as opposed to connections that broke. */
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
   * Adds the socket to the rooms in which it gets every event, and then sends it a full snapshot, so that it misses no change in
   * between. Rejects when the session could not be read; then the socket must be closed, and the client reconnects.
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
    // A connection that was given up long ago can deliver its handshake late. Its player has connected by another one since then.
    if (socket.disconnected) return;
    const came = await this.presence.came(socket);
    // The player was kicked between the handshake and now.
    if (came === 'PLAYER_UNKNOWN') return this.players.sendAway(sessionId, [playerId!]);
    if (came === 'stale') return void socket.conn.close();
    // The socket was closed while it was reported as new. Its end was then reported too early, and is reported again.
    if (socket.disconnected) return this.went(socket);
    this.boards.welcome(socket, sessionId, await this.snapshot(socket));
    this.ticker.touch(sessionId);
  }

  /** @param left true when the player has left on purpose, false when the connection broke */
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

  /** Called for the first socket of a session. From here on the node receives the session's changes and patrols it. */
  private async follow(room: Room, session: FrozenSession): Promise<void> {
    const { sessionId } = session;
    try {
      this.patrol.follow(sessionId);
      await Promise.all([this.boards.follow(sessionId), this.players.follow(sessionId)]);
      await this.watch.follow(session, await this.reader.read(session));
    } catch (error) {
      // The room can have been left meanwhile, and opened again by another socket.
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
      .catch((error: Error) =>
        this.logger.warn(`session ${sessionId} is still subscribed to: ${error.message}`),
      );
  }

  /**
   * Sends the state, and what earlier events brought to the other sockets: the state contains the question, and `reveal` or
   * `ended` is sent again.
   *
   * @returns the version of the newest board at that time
   */
  private async snapshot(socket: MemberSocket): Promise<number> {
    const { session } = socket.data;
    for (let tries = 1; tries <= SNAPSHOT_TRIES; tries++) {
      const sent = socket.data.rev;
      const { state, own, boardVersion } = await this.reader.readWhole(session, playerOf(socket), sent);
      if (await this.announcer.catchUp(socket, session, state, own)) return boardVersion;
    }
    throw new Error(`session ${session.sessionId} changes faster than it can be read`);
  }
}
