import type { RedisConnection } from './connect.js';
import type { RedisCommand } from './script.js';

/** The time that a replica may take. Redis holds the connection meanwhile, so `WAIT` gets a connection of its own. */
const WAIT_MS = 1_000;
/** Once a replica has not answered in time, the next batches wait only this long, until a replica answers again. */
const WAIT_FAILING_MS = 50;
/** Commands that share one WAIT. */
const MOST_AT_ONCE = 64;
/** Commands that can wait for their turn; more are refused. */
const MOST_WAITING = 10_000;
const FENCE_MS = 60_000;

/** A string with a short life, written so that `WAIT` covers every write before it. It is in the slot of its tag. */
export const fenceKey = (tag: string) => `podium:{${tag}}:fence`;

/** The outcome of one command of a batch. */
export interface Waited {
  error: Error | null;
  reply: unknown;
  /** A replica has all that the primary had written when it replied. */
  durable: boolean;
}

interface Pending {
  tag: string;
  command: RedisCommand;
  settle(outcome: Waited): void;
  fail(error: Error): void;
}

// ADR 10: why there is a fence before `WAIT`.
/**
 * Sends commands to one primary, in batches that each end with `WAIT`. Commands that arrive while one `WAIT` is under way share
 * the next one: `WAIT` holds the connection, and while the replica is away no command waits for the timeouts of the others.
 */
export class SharedWait {
  private pending: Pending[] = [];
  private running = false;
  private failing = false;

  constructor(private readonly redis: RedisConnection) {}

  get waiting(): number {
    return this.pending.length;
  }

  /**
   * Rejects when the primary does not answer.
   *
   * @param tag session id, or the key of the command when that has no tag of its own
   */
  send(tag: string, command: RedisCommand): Promise<Waited> {
    if (this.pending.length >= MOST_WAITING)
      return Promise.reject(new Error('too many commands wait already'));
    return new Promise((settle, fail) => {
      this.pending.push({ tag, command, settle, fail });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.pending.length > 0) await this.sendBatch(this.pending.splice(0, MOST_AT_ONCE));
    this.running = false;
  }

  private async sendBatch(batch: Pending[]): Promise<void> {
    try {
      // WAIT covers only the writes of its own connection; the fence makes it cover those of all others too.
      const fence = fenceKey(batch.at(-1)!.tag);
      const replies = await this.redis
        .pipeline([
          ...batch.map(({ command }) => command),
          ['set', fence, 1, 'PX', FENCE_MS],
          ['wait', 1, this.failing ? WAIT_FAILING_MS : WAIT_MS],
        ])
        .exec();
      const [waitError, replicas] = replies!.at(-1)!;
      const durable = !waitError && Number(replicas) > 0;
      this.failing = !durable;
      batch.forEach(({ settle }, place) => {
        const [error, reply] = replies![place]!;
        settle({ error, reply, durable });
      });
    } catch (error) {
      for (const { fail } of batch) fail(error as Error);
    }
  }
}
