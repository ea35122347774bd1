import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Leaderboard } from '../contracts/session.js';
import { countFailure } from '../platform/health/failures.js';
import { Channels } from '../platform/redis/channels.js';
import { keys } from '../session/state/layout.js';
import { type Encoded, encodeEvent, type Line, writeWatched } from '../platform/sockets/line.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionSocket } from '../platform/sockets/session-socket.js';
import { LeaderboardStore } from './leaderboard.store.js';

/** Sockets that are sent a board in one turn of the event loop, about a millisecond. Answers wait no longer for a board. */
const SLICE = 50;
/** A published snapshot arrives here within this time, on a busy node too; after that it counts as missed. */
const ON_ITS_WAY_MS = 1_000;

interface Newest {
  board: Leaderboard;
  /** The same for all sockets. */
  encoded: Encoded;
}

/** A socket, and the newest board that was sent to it. */
interface Receiver {
  /** The version of the board that it got last. A socket whose connection is free again in mid-round is ahead of the round. */
  version: number;
  /** A board is waiting for the network to take it. */
  waiting: boolean;
  /** Called when the network has taken it. */
  taken(): void;
}

/** A snapshot that was published and is not here yet. */
interface Expected {
  version: number;
  timer: NodeJS.Timeout;
}

/**
 * Passes snapshots from Redis on to this node's players. A player who can't take one right now (a slow connection,
 * or long-polling between two polls) has at most one snapshot waiting. Once that one is gone, the player gets the newest: no
 * snapshots accumulate, and the last one always arrives.
 */
@Injectable()
export class LeaderboardBroadcaster {
  private readonly logger = new Logger(LeaderboardBroadcaster.name);
  private readonly newest = new Map<string, Newest>();
  /** Sessions whose players are being sent a board. */
  private readonly sending = new Set<string>();
  private readonly receivers = new WeakMap<SessionSocket, Receiver>();
  /** Sessions of this node's sockets, with the snapshot that is expected. */
  private readonly subscribed = new Map<string, Expected | undefined>();

  constructor(
    private readonly channels: Channels,
    private readonly rooms: Rooms,
    private readonly boards: LeaderboardStore,
  ) {}

  /** Resolves when snapshots of the session reach this node. */
  async follow(sessionId: string): Promise<void> {
    this.subscribed.set(sessionId, undefined);
    await this.channels.listen(keys.leaderboardChannel(sessionId), (json) =>
      this.deliver(JSON.parse(json) as Leaderboard),
    );
  }

  async unfollow(sessionId: string): Promise<void> {
    clearTimeout(this.subscribed.get(sessionId)?.timer);
    this.subscribed.delete(sessionId);
    this.newest.delete(sessionId);
    await this.channels.leave(keys.leaderboardChannel(sessionId));
  }

  /** The version of the newest snapshot that this node's sockets have, or are being sent; 0 for none. */
  sentVersion(sessionId: string): number {
    return this.newest.get(sessionId)?.board.version ?? 0;
  }

  /**
   * A snapshot of this version has been published. When it does not arrive (the connection with the subscription was broken, or
   * was not there yet), the board is read instead, since no node publishes it a second time.
   */
  expect(sessionId: string, version: number): void {
    if (version <= this.sentVersion(sessionId)) return;
    if (!this.subscribed.has(sessionId)) return;
    const expected = this.subscribed.get(sessionId);
    if (expected) {
      expected.version = Math.max(expected.version, version);
      return;
    }
    // After a standstill of this process, `setImmediate` lets the snapshots that arrived meanwhile be read first.
    const timer = setTimeout(() => setImmediate(() => this.miss(sessionId, fresh)), ON_ITS_WAY_MS);
    const fresh: Expected = { version, timer: timer.unref() };
    this.subscribed.set(sessionId, fresh);
  }

  /** Must be called before the socket joins the room of its session. The socket gets no board until `welcome` is called. */
  greet(socket: SessionSocket, sessionId: string): void {
    this.meet(socket, sessionId).version = Infinity;
  }

  /**
   * Sends a new socket the newest snapshot. Its player can have missed that one on another node, but must not get an older one
   * from this node, which can be behind.
   *
   * @param version of the snapshot that was the newest at a time when the socket was in the room already
   */
  welcome(socket: SessionSocket, sessionId: string, version: number): void {
    const receiver = this.receivers.get(socket) ?? this.meet(socket, sessionId);
    receiver.version = version - 1;
    const newest = this.newest.get(sessionId);
    if (newest && newest.board.version >= version) this.sendTo(socket, receiver, newest);
    else this.expect(sessionId, version);
  }

  /** Reads the board if the snapshot that was expected has not come. */
  private miss(sessionId: string, expected: Expected): void {
    if (this.subscribed.get(sessionId) !== expected) return;
    this.subscribed.set(sessionId, undefined);
    if (expected.version <= this.sentVersion(sessionId)) return;
    this.fetch(sessionId).catch((error: Error) =>
      this.logger.warn(`no board of session ${sessionId}: ${error.message}`),
    );
  }

  private async fetch(sessionId: string): Promise<void> {
    const board = await this.boards.page(sessionId, 0);
    if (board && this.subscribed.has(sessionId)) this.deliver(board);
  }

  private deliver(board: Leaderboard): void {
    const { sessionId, version } = board;
    if (version <= (this.newest.get(sessionId)?.board.version ?? 0)) return;
    this.newest.set(sessionId, { board, encoded: encodeEvent('leaderboard', board) });
    if (this.sending.has(sessionId)) return;
    this.sendNewest(sessionId).catch((error: unknown) => countFailure('channel', this.logger, error));
  }

  /** Sends it to all players of the session, a few at a time; then pauses as long, and starts again for a newer board. */
  private async sendNewest(sessionId: string): Promise<void> {
    this.sending.add(sessionId);
    try {
      let sent: Newest | undefined;
      for (
        let newest = this.newest.get(sessionId);
        newest && newest !== sent;
        newest = this.newest.get(sessionId)
      ) {
        const startedAt = performance.now();
        await this.sendToAll(sessionId, newest);
        sent = newest;
        // Half of the time is left for answers: a busy node sends boards less often.
        await sleep(performance.now() - startedAt);
      }
    } finally {
      this.sending.delete(sessionId);
    }
  }

  private async sendToAll(sessionId: string, newest: Newest): Promise<void> {
    let inSlice = 0;
    for (const socket of this.rooms.local(sessionId)) {
      const receiver = this.receivers.get(socket) ?? this.meet(socket, sessionId);
      if (receiver.version >= newest.board.version) continue;
      if (!receiver.waiting) this.sendTo(socket, receiver, newest);
      if (++inSlice % SLICE === 0) await nextTurn();
    }
  }

  private meet(socket: SessionSocket, sessionId: string): Receiver {
    const receiver: Receiver = {
      version: 0,
      waiting: false,
      taken: () => {
        receiver.waiting = false;
        const newest = this.newest.get(sessionId);
        if (newest && newest.board.version > receiver.version) this.sendTo(socket, receiver, newest);
      },
    };
    this.receivers.set(socket, receiver);
    return receiver;
  }

  private sendTo(socket: SessionSocket, receiver: Receiver, { board, encoded }: Newest): void {
    receiver.version = board.version;
    receiver.waiting = true;
    if (writeWatched(socket.conn as unknown as Line, encoded, receiver.taken)) return;
    // The listener is added before the emit, which drains at once when the connection has become free.
    socket.conn.once('drain', receiver.taken);
    socket.emit('leaderboard', board);
  }
}
