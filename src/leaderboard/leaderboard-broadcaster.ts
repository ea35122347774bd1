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

/** Sockets that are seen to in one turn of the event loop, about a millisecond: answers wait no longer for a board. */
const SLICE = 50;
/** A snapshot that was published is here within this time, on a node that has its hands full, too, or has missed it. */
const ON_ITS_WAY_MS = 1_000;

interface Newest {
  board: Leaderboard;
  /** For all sockets alike. */
  encoded: Encoded;
}

/** A socket, and the newest board that was sent to it. */
interface Receiver {
  /** The version of the board that it got last. A socket whose line is free again in mid-round is ahead of the round. */
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
 * Passes snapshots from Redis on to this node's players. A player who can't take one right now (a slow line, or
 * long-polling between two polls) has at most one waiting and, once that is gone, gets the newest: nothing piles up,
 * and the last one always arrives.
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
   * A snapshot of this version has been published. When it does not come (the connection that hears it was broken, or was not there
   * yet) the board is read instead: nobody publishes it a second time.
   */
  expect(sessionId: string, version: number): void {
    if (version <= this.sentVersion(sessionId)) return;
    if (!this.subscribed.has(sessionId)) return;
    const expected = this.subscribed.get(sessionId);
    if (expected) {
      expected.version = Math.max(expected.version, version);
      return;
    }
    // After a standstill of this process, what has arrived in the meantime is read first.
    const timer = setTimeout(() => setImmediate(() => this.miss(sessionId, fresh)), ON_ITS_WAY_MS);
    const fresh: Expected = { version, timer: timer.unref() };
    this.subscribed.set(sessionId, fresh);
  }

  /** To be called before the socket is among its session's: it gets no board until it is welcome. */
  greet(socket: SessionSocket, sessionId: string): void {
    this.meet(socket, sessionId).version = Infinity;
  }

  /**
   * A new socket gets the newest snapshot: its player can have missed it elsewhere, but must not get an older one than elsewhere,
   * from a node that is behind.
   *
   * @param version of the snapshot that was the newest when the socket was here already
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

  /** All players of the session, a few at a time; then a rest as long, and once more when there is a newer board. */
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
        // Half of the time is for answers: boards come less often on a node that has its hands full.
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
    // Before the emit, which drains at once when the line has become free.
    socket.conn.once('drain', receiver.taken);
    socket.emit('leaderboard', board);
  }
}
