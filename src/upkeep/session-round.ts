import { Inject, Injectable, Logger } from '@nestjs/common';
import { SessionLooks } from '../delivery/session-looks.js';
import { Environment } from '../platform/config/environment.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { LateArrivals } from '../rebuild/late-arrivals.js';
import { Pins } from '../session/pins.js';
import { readFields } from '../session/state/records.js';
import { endIdle } from '../session/state/scripts.js';
import { SessionRetirement } from './session-retirement.js';

/** Sessions that are read at a time. */
const PAGE = 200;
/** One round in this many also checks whether each PIN still leads to its session. */
const PIN_ROUND = 6;
/** An idle session is ended once it has looked idle for this long by this worker's own clock: Redis' clock can be set. */
const IDLE_SURE_MS = 60_000;
const HOUR_MS = 3_600_000;

interface Seen {
  sessionId: string;
  status: string | null;
  pin: string | null;
  touchedAt: string;
  beatAt: string;
  createdAt: number;
}

/**
 * Looks at every active session: it ends those that nobody has touched for `SESSION_IDLE_HOURS`, lets the ended ones expire,
 * requests a rebuild of the lost ones so that they end too, and keeps PINs.
 */
@Injectable()
export class SessionRound extends SessionLooks {
  private readonly logger = new Logger(SessionRound.name);
  /** Sessions that look idle, with what they looked like and since when. */
  private readonly idle = new Map<string, { look: string; since: number }>();
  private rounds = 0;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly retirement: SessionRetirement,
    private readonly late: LateArrivals,
    private readonly pins: Pins,
    private readonly env: Environment,
  ) {
    super();
  }

  async look(sessionIds: string[], now: number): Promise<void> {
    const ended: string[] = [];
    const withPins = this.rounds++ % PIN_ROUND === 0;
    for (let start = 0; start < sessionIds.length; start += PAGE) {
      const page = await this.read(sessionIds.slice(start, start + PAGE));
      const results = await Promise.allSettled(page.map((seen) => this.see(seen, now, withPins)));
      for (const [place, result] of results.entries()) {
        if (result.status === 'rejected') this.logger.warn(String(result.reason));
        else if (page[place]!.status === 'ended') ended.push(page[place]!.sessionId);
      }
    }
    for (const sessionId of this.idle.keys())
      if (!sessionIds.includes(sessionId)) this.idle.delete(sessionId);
    await this.retirement.retire(ended);
    await this.late.forgetOld(now);
  }

  private async read(sessionIds: string[]): Promise<Seen[]> {
    const replies = await Promise.allSettled(
      sessionIds.map((id) => readFields(this.redis, id, 'status', 'pin', 'touchedAt', 'beatAt', 'createdAt')),
    );
    return replies.flatMap((reply, place) => {
      if (reply.status === 'rejected') return [];
      const { status, pin, touchedAt, beatAt, createdAt } = reply.value;
      return {
        sessionId: sessionIds[place]!,
        status,
        pin,
        touchedAt: touchedAt ?? '',
        beatAt: beatAt ?? '',
        createdAt: Number(createdAt),
      };
    });
  }

  private async see(seen: Seen, now: number, withPins: boolean): Promise<void> {
    const { sessionId, status, pin } = seen;
    if (status === null) return this.seeLost(sessionId);
    if (status === 'ended') return;
    if (withPins && pin && !(await this.pins.keep(pin, sessionId))) {
      this.logger.warn(`session ${sessionId} has lost its PIN to another`);
    }
    if (this.looksIdle(seen, now)) await this.endIdle(seen);
  }

  /** A lost session is rebuilt, and ends in its time. One that MongoDB does not know either never existed. */
  private async seeLost(sessionId: string): Promise<void> {
    if (await this.redis.exists(keys.unknown(sessionId))) {
      await this.redis.zrem(keys.activeSessions, sessionId);
      return;
    }
    await this.redis.zadd(keys.rebuilds, 'NX', Date.now(), sessionId);
  }

  private looksIdle({ sessionId, touchedAt, beatAt, createdAt }: Seen, now: number): boolean {
    const limit = this.env.SESSION_IDLE_HOURS * HOUR_MS;
    const last = Math.max(Number(touchedAt), Number(beatAt), createdAt);
    if (now - last < limit) {
      this.idle.delete(sessionId);
      return false;
    }
    const look = `${touchedAt} ${beatAt}`;
    const known = this.idle.get(sessionId);
    if (known?.look === look) return performance.now() - known.since >= Math.min(IDLE_SURE_MS, limit);
    this.idle.set(sessionId, { look, since: performance.now() });
    return false;
  }

  private async endIdle({ sessionId, touchedAt, beatAt }: Seen): Promise<void> {
    const hasEnded = await endIdle(this.redis, sessionId, touchedAt, beatAt);
    this.idle.delete(sessionId);
    if (hasEnded)
      this.logger.log(
        `session ${sessionId} has ended: nobody has touched it for ${this.env.SESSION_IDLE_HOURS} h`,
      );
  }
}
