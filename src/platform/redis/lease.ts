import type { RedisConnection } from './connect.js';
import { Script } from './script.js';

const scripts = {
  take: Script.fromFiles(import.meta.url, './lease.lua'),
  release: Script.fromFiles(import.meta.url, './release-lease.lua'),
};

/**
 * A lease that one holder has at a time. It ends when it is not renewed for its duration, by Redis' clock. Since that clock can
 * be set back, it also ends by the clock of the process that wants it next: each renewal changes the lease's value, and a lease
 * whose value has stayed the same for more than twice the duration has no holder any more.
 */
export class Lease {
  private beats = 0;
  private seen = '';
  private seenAt = 0;

  /**
   * @param holder unique among the processes that can want the lease; without spaces
   * @param now milliseconds of a clock that is never set
   */
  constructor(
    private readonly redis: RedisConnection,
    private readonly key: string,
    private readonly holder: string,
    private readonly durationMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes or renews the lease; false while another holder has it. */
  async take(): Promise<boolean> {
    const stale = this.seen && this.now() - this.seenAt > 2 * this.durationMs ? this.seen : '';
    const value = String(
      await scripts.take.run(this.redis, [this.key], [this.holder, ++this.beats, this.durationMs, stale]),
    );
    if (value !== this.seen) [this.seen, this.seenAt] = [value, this.now()];
    return value === '';
  }

  async release(): Promise<void> {
    await scripts.release.run(this.redis, [this.key], [this.holder]);
  }
}
