import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys } from '../../platform/redis/keys.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { Rebuilder } from './rebuilder.js';

const LOOK_MS = 500;
/** How long an `unknown` spares MongoDB the same question. */
const ANSWER_SECONDS = 30;

/** Does what `RebuildRequests` asks for. A request that fails stays asked: who waits asks again. */
@Injectable()
export class RebuildWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RebuildWorker.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly rebuilder: Rebuilder,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.round().finally(() => (this.running = undefined));
    }, LOOK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      for (const sessionId of await this.redis.spop(keys.rebuilds, 20)) {
        if ((await this.rebuilder.rebuild(sessionId)) !== 'unknown') continue;
        await this.redis.set(keys.rebuilt(sessionId), 'unknown', 'EX', ANSWER_SECONDS);
      }
    } catch (error) {
      this.logger.warn(`a session waits to be rebuilt: ${(error as Error).message}`);
    }
  }
}
