import { Injectable } from '@nestjs/common';
import type { SessionState } from '../contracts/session.js';
import { LeaderboardStore } from '../leaderboard/leaderboard.store.js';
import { Rooms } from '../platform/sockets/rooms.js';

/** Rows of the podium. */
const PODIUM = 3;

/** Tells everyone in a session, on whatever node, of a change of its state. */
@Injectable()
export class SessionAnnouncer {
  constructor(
    private readonly rooms: Rooms,
    private readonly boards: LeaderboardStore,
  ) {}

  /** The same bytes for everyone: who wants its own part asks with `sync`. */
  async changed(state: SessionState): Promise<void> {
    const { sessionId, rev, status } = state;
    this.rooms.io.to(sessionId).emit('session', state);
    if (status !== 'ended') return;
    const board = await this.boards.page(sessionId, 0, PODIUM);
    this.rooms.io.to(sessionId).emit('ended', { rev, podium: board?.top ?? [], total: board?.total ?? 0 });
  }
}
