import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Channels } from '../platform/redis/channels.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Rebuilder, type RebuildOutcome } from './rebuilder.js';

/** It looks for requests this often, since the message about a request can be lost. */
const LOOK_MS = 2_000;
/** Rebuilds at a time: nearly all of them wait for the log, and one look at the log serves all of them. */
const AT_ONCE = 1_000;
/** The pause after a rebuild that failed. */
const PAUSE_MS = 500;
/** How long an `unknown` is kept, so that MongoDB is not asked the same again. */
const UNKNOWN_SECONDS = 30;

const running = new Gauge({
  name: 'podium_rebuilds_running_sessions',
  help: 'Lost sessions that this worker brings back at the moment',
});
running.set(0);

// ADR 9 and ADR 17: why workers rebuild. ADR 24: why timers, not `@nestjs/schedule`.
/** Does the rebuilds that `RebuildRequests` asks for, the oldest request first. After a failure, those who wait ask again. */
@Injectable()
export class RebuildWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RebuildWorker.name);
  private readonly rebuilding = new Map<string, Promise<void>>();
  private timer?: NodeJS.Timeout;
  private looking = false;
  private closing = false;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly channels: Channels,
    private readonly rebuilder: Rebuilder,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    await this.channels
      .listen(keys.rebuildsChannel, () => void this.look())
      .catch((error: Error) => this.logger.warn(`hears of lost sessions late: ${error.message}`));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    this.rebuilder.close();
    await Promise.all(this.rebuilding.values());
  }

  private async look(): Promise<void> {
    if (this.looking || this.closing) return;
    this.looking = true;
    try {
      while (this.rebuilding.size < AT_ONCE && !this.closing) {
        const [sessionId] = await this.redis.zpopmin(keys.rebuilds);
        if (sessionId === undefined) return;
        this.take(sessionId);
      }
    } catch (error) {
      this.logger.warn(`no look at lost sessions: ${(error as Error).message}`);
    } finally {
      this.looking = false;
    }
  }

  private take(sessionId: string): void {
    if (this.rebuilding.has(sessionId)) return;
    const work = this.rebuild(sessionId).finally(() => {
      this.rebuilding.delete(sessionId);
      running.set(this.rebuilding.size);
      // There can be more requests than could be taken at once.
      void this.look();
    });
    this.rebuilding.set(sessionId, work);
    running.set(this.rebuilding.size);
  }

  private async rebuild(sessionId: string): Promise<void> {
    try {
      await this.answer(sessionId, await this.rebuilder.rebuild(sessionId));
    } catch (error) {
      this.logger.warn(`session ${sessionId} is not back yet: ${(error as Error).message}`);
      // Those who wait ask again and again, and each try reads the whole session.
      await sleep(PAUSE_MS);
    }
  }

  private async answer(sessionId: string, outcome: RebuildOutcome): Promise<void> {
    if (outcome === 'busy') return;
    if (outcome === 'unknown') await this.redis.set(keys.unknown(sessionId), 1, 'EX', UNKNOWN_SECONDS);
    await this.redis.spublish(
      keys.rebuiltChannel,
      `${outcome === 'unknown' ? 'unknown' : 'there'} ${sessionId}`,
    );
  }
}
