import { setTimeout as sleep } from 'node:timers/promises';
import { nanoid } from 'nanoid';
import type { RedisConnection } from './connect.js';
import { Script } from './script.js';

const script = Script.fromFiles(import.meta.url, './miss-limit.lua');

/** While the looks under way could use up the misses that are left, a further look pauses and asks again, up to a bound. */
const PAUSE_MS = 25;
const PATIENCE_MS = 5_000;
/** A look that has not ended by then is no longer counted: its process has died, or its end did not reach Redis. */
const LONGEST_MS = 10_000;

interface MissLimitOptions {
  /** The beginning of the names of the keys in Redis. */
  prefix: string;
  /** Misses of a key in one window; after them every look is refused. */
  misses: number;
  windowSeconds: number;
  /** @param retryAfter seconds */
  refusal: (retryAfter: number) => Error;
}

/**
 * Makes guessing slow, on all nodes together. A look is counted before it is done, so that any number of guesses at once gets
 * no more looks than there are misses left. A look that hits is not counted in the end, and is never refused because of others
 * that hit.
 */
export class MissLimit {
  constructor(
    private readonly redis: RedisConnection,
    private readonly options: MissLimitOptions,
  ) {}

  /**
   * Looks, if this key has not missed too often.
   *
   * @param look returns undefined for a miss; when it throws, that is no miss
   * @throws the refusal, or what `look` throws
   */
  async guard<T>(key: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const id = nanoid();
    let ended: 'missed' | 'found' | undefined = 'found';
    try {
      const refused = await this.take(key, id);
      if (refused) {
        ended = undefined;
        throw refused;
      }
      const found = await look();
      if (found === undefined) ended = 'missed';
      return found;
    } finally {
      // This also runs when Redis did not answer, since Redis can have counted the look all the same. If this fails too, the
      // look stays counted for a while.
      if (ended) await this.run(key, ended, id).catch(() => undefined);
    }
  }

  /** @returns the refusal; undefined when the look may be done */
  private async take(key: string, id: string): Promise<Error | undefined> {
    const { misses, windowSeconds, refusal } = this.options;
    for (let waited = 0; ; waited += PAUSE_MS) {
      const wait = await this.run(key, 'look', id, misses, windowSeconds * 1_000, LONGEST_MS);
      if (wait === 0) return undefined;
      if (wait > 0) return refusal(Math.ceil(wait / 1_000));
      if (waited >= PATIENCE_MS) return refusal(1);
      await sleep(PAUSE_MS);
    }
  }

  private async run(key: string, ...args: (string | number)[]): Promise<number> {
    return Number(await script.run(this.redis, [`${this.options.prefix}:${key}`], args));
  }
}
