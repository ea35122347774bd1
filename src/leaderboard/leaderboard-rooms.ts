import { Injectable, Logger } from '@nestjs/common';
import { LeaderboardBroadcaster } from './leaderboard-broadcaster.js';
import { LeaderboardTicker } from './leaderboard-ticker.js';

/** Counts who is connected here, so that a node hears of and looks after exactly the sessions of its players. */
@Injectable()
export class LeaderboardRooms {
  private readonly logger = new Logger(LeaderboardRooms.name);
  private readonly sockets = new Map<string, number>();

  constructor(
    private readonly broadcaster: LeaderboardBroadcaster,
    private readonly ticker: LeaderboardTicker,
  ) {}

  entered(sessionId: string): void {
    const before = this.sockets.get(sessionId) ?? 0;
    this.sockets.set(sessionId, before + 1);
    if (before > 0) return this.ticker.touch(sessionId);
    this.ticker.watch(sessionId);
    this.broadcaster.subscribe(sessionId).then(
      () => this.ticker.touch(sessionId),
      (error: Error) => this.logger.error(`no snapshots of session ${sessionId}: ${error.message}`),
    );
  }

  left(sessionId: string): void {
    const rest = (this.sockets.get(sessionId) ?? 1) - 1;
    if (rest > 0) {
      this.sockets.set(sessionId, rest);
      return;
    }
    this.sockets.delete(sessionId);
    this.ticker.unwatch(sessionId);
    this.broadcaster
      .unsubscribe(sessionId)
      .catch((error: Error) => this.logger.warn(`still hearing of session ${sessionId}: ${error.message}`));
  }
}
