import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisConnection } from './connect.js';

/** A command and its arguments, as a pipeline takes them. */
export type RedisCommand = [name: string, ...args: (string | number)[]];

// ADR 22: why scripts are constants.
/**
 * A Lua script. It is sent by its hash, and as a whole only to a server that does not know it yet.
 *
 * @example const join = Script.fromFiles(import.meta.url, './join.lua');
 */
export class Script {
  private readonly sha: string;

  constructor(private readonly lua: string) {
    this.sha = createHash('sha1').update(lua).digest('hex');
  }

  /** One script of several files, in this order: the first ones define functions for the last. */
  static fromFiles(base: string, ...files: string[]): Script {
    return new Script(files.map((file) => readFileSync(new URL(file, base), 'utf8')).join('\n'));
  }

  /** Whether a server answered that it doesn't know the script. */
  static isUnknown(error: unknown): boolean {
    return error instanceof Error && error.message.startsWith('NOSCRIPT');
  }

  /** Runs it. All `keys` must be in one slot of a cluster, as the keys of one session are. */
  async run(redis: RedisConnection, keys: string[], args: (string | number)[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!Script.isUnknown(error)) throw error;
      return redis.eval(this.lua, keys.length, ...keys, ...args);
    }
  }

  /** The command that runs it, by its hash or `whole`, for a caller that sends it together with other commands. */
  command(keys: string[], args: (string | number)[], whole = false): RedisCommand {
    return [whole ? 'eval' : 'evalsha', whole ? this.lua : this.sha, keys.length, ...keys, ...args];
  }
}
