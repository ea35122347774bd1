import { Injectable, Logger } from '@nestjs/common';
import { Channels } from '../../platform/redis/channels.js';
import { keys } from '../state/layout.js';
import { Rooms } from '../../platform/sockets/rooms.js';
import type { MemberSocket } from '../socket-handshake.js';
import { playerOf } from './session-announcer.js';

const WINDOW_MS = 500;
/** Most names of each kind in one message; the rest is sent with the next one. */
const NAMES = 200;

type Joined = { playerId: string; nickname: string };
type Change = { count: number; joined?: Joined; left?: string };

interface Feed {
  /** The count that the sockets here have; undefined until it is known. */
  sent?: number;
  count: number;
  joined: Joined[];
  left: string[];
  timer?: NodeJS.Timeout;
}

/** Collects the players who join or are kicked, so that even a thousand joins cost at most two messages a second. */
@Injectable()
export class PlayersFeed {
  private readonly logger = new Logger(PlayersFeed.name);
  private readonly feeds = new Map<string, Feed>();

  constructor(
    private readonly channels: Channels,
    private readonly rooms: Rooms,
  ) {}

  async follow(sessionId: string): Promise<void> {
    const feed: Feed = { count: 0, joined: [], left: [] };
    this.feeds.set(sessionId, feed);
    await this.channels.listen(keys.playersChannel(sessionId), (json) =>
      this.take(sessionId, feed, JSON.parse(json) as Change),
    );
  }

  unfollow(sessionId: string): void {
    clearTimeout(this.feeds.get(sessionId)?.timer);
    this.feeds.delete(sessionId);
    this.channels
      .leave(keys.playersChannel(sessionId))
      .catch((error: Error) =>
        this.logger.warn(`session ${sessionId} is still subscribed to: ${error.message}`),
      );
  }

  /** Sends the count again if it differs from the last one: a message about a join or a kick can be lost on its way here. */
  checkCount(sessionId: string, count: number): void {
    const feed = this.feeds.get(sessionId);
    if (!feed || feed.timer) return;
    // The first sockets have the count from their snapshots.
    feed.sent ??= count;
    if (count === feed.sent) return;
    feed.count = count;
    feed.timer = setTimeout(() => this.flush(sessionId, feed), WINDOW_MS);
  }

  /** Sends `kicked` to players without a seat and disconnects them. Every node does so for its own sockets. */
  sendAway(sessionId: string, playerIds: Iterable<string>): void {
    const gone = new Set(playerIds);
    for (const socket of this.rooms.local(sessionId)) {
      const playerId = playerOf(socket as MemberSocket);
      if (playerId === undefined || !gone.has(playerId)) continue;
      socket.emit('kicked', { reason: 'kicked' });
      socket.disconnect(true);
    }
  }

  private take(sessionId: string, feed: Feed, change: Change): void {
    feed.count = change.count;
    if (change.joined) feed.joined.push(change.joined);
    if (change.left) {
      feed.left.push(change.left);
      this.sendAway(sessionId, [change.left]);
    }
    feed.timer ??= setTimeout(() => this.flush(sessionId, feed), WINDOW_MS);
  }

  private flush(sessionId: string, feed: Feed): void {
    feed.timer = undefined;
    if (this.feeds.get(sessionId) !== feed) return;
    const joined = feed.joined.splice(0, NAMES);
    const left = feed.left.splice(0, NAMES);
    feed.sent = feed.count;
    this.rooms.io.local.to(sessionId).emit('players', { count: feed.count, joined, left });
    if (feed.joined.length > 0 || feed.left.length > 0) {
      feed.timer = setTimeout(() => this.flush(sessionId, feed), WINDOW_MS);
    }
  }
}
