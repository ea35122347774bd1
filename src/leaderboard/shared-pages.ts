import { Injectable } from '@nestjs/common';
import { Lane } from '../platform/lanes/lane.js';
import { LeaderboardStore } from './leaderboard.store.js';

/** A page takes Redis less than half a millisecond. A read that takes longer than `longestMs` waits for Redis itself. */
const LANE = {
  name: 'board-pages',
  atOnce: 8,
  perKey: 1,
  queue: 10_000,
  queuePerKey: 10,
  waitMs: 3_000,
  longestMs: 250,
};

/**
 * Pages of boards for sockets. Requests for a page whose read has not begun yet share that read. When many clients reconnect at
 * once, or ask again and again, a page costs Redis one read at a time, and no page is older than its request.
 */
@Injectable()
export class SharedPages {
  private readonly lane = new Lane(LANE);
  /** Reads that have not begun. */
  private readonly next = new Map<string, Promise<string | undefined>>();

  constructor(private readonly boards: LeaderboardStore) {}

  /** As `LeaderboardStore.pageJson`. @throws PodiumError 503 `BUSY` */
  read(sessionId: string, offset: number, limit: number): Promise<string | undefined> {
    const key = `${sessionId}:${offset}:${limit}`;
    const known = this.next.get(key);
    if (known) return known;
    const read = this.lane
      .run(key, () => {
        this.next.delete(key);
        return this.boards.pageJson(sessionId, offset, limit);
      })
      // The lane has refused the read before it began.
      .catch((error: unknown) => {
        if (this.next.get(key) === read) this.next.delete(key);
        throw error;
      });
    this.next.set(key, read);
    return read;
  }
}
