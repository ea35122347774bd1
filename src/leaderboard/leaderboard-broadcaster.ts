import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Leaderboard } from '../contracts/session.js';
import { Channels } from '../platform/redis/channels.js';
import { keys } from '../platform/redis/keys.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionSocket } from '../platform/sockets/session-socket.js';
import { encodeEvent, type Line, writeWatched } from '../platform/sockets/line.js';

/** Sockets that are seen to in one turn of the event loop, about a millisecond: answers wait no longer for a board. */
const SLICE = 50;

/**
 * Passes snapshots from Redis on to this node's players. A player who can't take one right now (a slow line, or
 * long-polling between two polls) has at most one waiting and, once that is gone, gets the newest: nothing piles up,
 * and the last one always arrives.
 */
@Injectable()
export class LeaderboardBroadcaster {
  private readonly newest = new Map<string, Leaderboard>();
  /** Sessions whose players are being told. */
  private readonly telling = new Set<string>();
  /** Version that each socket was told last: one whose line drains in mid-round is ahead of the round. */
  private readonly told = new WeakMap<SessionSocket, number>();
  /** Sockets with a snapshot waiting for their line. */
  private readonly behind = new WeakSet<SessionSocket>();

  constructor(
    private readonly channels: Channels,
    private readonly rooms: Rooms,
  ) {}

  /** Resolves when snapshots of the session reach this node. */
  async subscribe(sessionId: string): Promise<void> {
    await this.channels.listen(keys.leaderboardChannel(sessionId), (json) =>
      this.deliver(JSON.parse(json) as Leaderboard),
    );
  }

  async unsubscribe(sessionId: string): Promise<void> {
    this.newest.delete(sessionId);
    await this.channels.leave(keys.leaderboardChannel(sessionId));
  }

  private deliver(board: Leaderboard): void {
    const { sessionId, version } = board;
    if (version <= (this.newest.get(sessionId)?.version ?? 0)) return;
    this.newest.set(sessionId, board);
    if (!this.telling.has(sessionId)) void this.tell(sessionId);
  }

  /** All players of the session, a few at a time, and once more when there is a newer board by then. */
  private async tell(sessionId: string): Promise<void> {
    this.telling.add(sessionId);
    try {
      let told: Leaderboard | undefined;
      for (
        let board = this.newest.get(sessionId);
        board && board !== told;
        board = this.newest.get(sessionId)
      ) {
        await this.tellAll(board);
        told = board;
      }
    } finally {
      this.telling.delete(sessionId);
    }
  }

  private async tellAll(board: Leaderboard): Promise<void> {
    const encoded = encodeEvent('leaderboard', board);
    let inSlice = 0;
    for (const socket of this.rooms.local(board.sessionId)) {
      if ((this.told.get(socket) ?? 0) >= board.version) continue;
      if (socket.conn.transport.writable) {
        this.told.set(socket, board.version);
        writeWatched(socket.conn as unknown as Line, encoded);
      } else this.catchUp(socket, board);
      if (++inSlice % SLICE === 0) await nextTurn();
    }
  }

  private catchUp(socket: SessionSocket, board: Leaderboard): void {
    if (this.behind.has(socket)) return;
    this.behind.add(socket);
    this.told.set(socket, board.version);
    // Before the emit, which drains at once when the line has become free.
    socket.conn.once('drain', () => {
      this.behind.delete(socket);
      const newest = this.newest.get(board.sessionId);
      if (newest && newest.version > board.version) this.catchUp(socket, newest);
    });
    socket.emit('leaderboard', board);
  }
}
