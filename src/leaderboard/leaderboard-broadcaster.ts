import { Injectable } from '@nestjs/common';
import type { Leaderboard } from '../contracts/session.js';
import { Channels } from '../platform/redis/channels.js';
import { keys } from '../platform/redis/keys.js';
import { Rooms } from '../platform/sockets/rooms.js';
import type { SessionSocket } from '../platform/sockets/session-socket.js';

/**
 * Passes snapshots from Redis on to this node's players. A player who can't take one right now (a slow line, or
 * long-polling between two polls) has at most one waiting and, once that is gone, gets the newest: nothing piles up,
 * and the last one always arrives.
 */
@Injectable()
export class LeaderboardBroadcaster {
  private readonly newest = new Map<string, Leaderboard>();
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
    for (const socket of this.rooms.local(sessionId)) {
      if (!socket.conn.transport.writable) this.catchUp(socket, board);
    }
    // Volatile: skips exactly those who were just seen to.
    this.rooms.io.local.to(sessionId).volatile.emit('leaderboard', board);
  }

  private catchUp(socket: SessionSocket, board: Leaderboard): void {
    if (this.behind.has(socket)) return;
    this.behind.add(socket);
    // Before the emit, which drains at once when the line has become free.
    socket.conn.once('drain', () => {
      this.behind.delete(socket);
      const newest = this.newest.get(board.sessionId);
      if (newest && newest.version > board.version) this.catchUp(socket, newest);
    });
    socket.emit('leaderboard', board);
  }
}
