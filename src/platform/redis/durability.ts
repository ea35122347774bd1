import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Cluster } from 'ioredis';
import { Environment } from '../config/environment.js';
import { PulledGauge } from '../health/pulled-gauge.js';
import { problem } from '../problems/podium-error.js';
import { connectRedis, IMPATIENT, primaryOf, type RedisConnection } from './connect.js';
import { REDIS } from './redis.module.js';
import { type RedisCommand, Script } from './script.js';
import { fenceKey, SharedWait, type Waited } from './shared-wait.js';

/** How often a command is tried in all, while its slot moves from node to node. */
const TRIES = 4;
/** Errors of a cluster while a slot moves or has no primary. */
const MOVING = /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN|LOADING)\b/;

const notDurable = () =>
  problem('UNAVAILABLE', {
    detail: 'Nothing can be kept safely right now; try again in a moment.',
    retryAfter: 1,
  });

/**
 * `durable`: all that the primary had written when it replied survives its loss. With `ACK_DURABILITY=primary` it is always true,
 * without a check.
 */
export interface Durable<Reply> {
  reply: Reply;
  durable: boolean;
}

const waiting = new PulledGauge({
  name: 'podium_durable_commands_waiting',
  help: 'Commands that wait for their turn at a Redis primary whose replica is asked for (ACK_DURABILITY=replica)',
});

// ADR 10: why only what is durable is acknowledged.
/**
 * Makes writes survive the loss of a Redis primary, if `ACK_DURABILITY` asks for it. The command is followed by `WAIT` on the
 * same connection: a primary that was replaced and does not know it has no replica any more, so nothing that only it has
 * is ever called durable. Only durable writes may be acknowledged, or sent to Kafka.
 */
@Injectable()
export class Durability implements OnApplicationShutdown {
  private readonly logger = new Logger(Durability.name);
  private readonly replicated?: RedisConnection;
  /** By primary, as far as the client knows it. */
  private readonly primaries = new Map<string, SharedWait>();
  private readonly unmeasure?: () => void;

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    env: Environment,
  ) {
    if (env.ACK_DURABILITY === 'primary') return;
    this.replicated = connectRedis(env.REDIS_URL, IMPATIENT);
    this.replicated.on('error', (error: Error) => this.logger.debug(error.message));
    this.unmeasure = waiting.add(() =>
      [...this.primaries.values()].reduce((sum, primary) => sum + primary.waiting, 0),
    );
  }

  /** Runs a script of a session. When the primary is lost it rejects, and the script can have run or not. */
  async run(
    sessionId: string,
    script: Script,
    keys: string[],
    args: (string | number)[],
  ): Promise<Durable<unknown>> {
    if (!this.replicated) return { reply: await script.run(this.redis, keys, args), durable: true };
    try {
      return await this.send(this.replicated, sessionId, script.command(keys, args));
    } catch (error) {
      if (!Script.isUnknown(error)) throw error;
      return this.send(this.replicated, sessionId, script.command(keys, args, true));
    }
  }

  /** The same, for results that nobody may build on before they are durable. @throws PodiumError 503 when they are not */
  async sure(sessionId: string, script: Script, keys: string[], args: (string | number)[]): Promise<unknown> {
    const { reply, durable } = await this.run(sessionId, script, keys, args);
    if (!durable) throw notDurable();
    return reply;
  }

  /** Runs a command whose write has to last. @throws PodiumError 503 when it is not durable */
  async write(tag: string, ...command: RedisCommand): Promise<void> {
    const { durable } = await this.command(tag, ...command);
    if (!durable) throw notDurable();
  }

  /**
   * Runs a command. `durable` says whether the data that it wrote or read is safe from the loss of the primary.
   *
   * @param tag session id, or the key of the command when that has no tag of its own
   */
  async command<Reply>(tag: string, ...command: RedisCommand): Promise<Durable<Reply>> {
    if (this.replicated) return this.send<Reply>(this.replicated, tag, command);
    const [name, ...args] = command;
    return { reply: (await this.redis.call(name, ...args)) as Reply, durable: true };
  }

  onApplicationShutdown(): void {
    this.unmeasure?.();
    this.replicated?.disconnect();
  }

  private async send<Reply>(
    redis: RedisConnection,
    tag: string,
    command: RedisCommand,
  ): Promise<Durable<Reply>> {
    for (let tries = 1; ; tries++) {
      const { error, reply, durable }: Waited = await this.primaryFor(redis, tag).send(tag, command);
      if (!error) return { reply: reply as Reply, durable };
      if (!MOVING.test(error.message) || tries === TRIES) throw error;
      // WAIT succeeded on the wrong node, so the client followed no redirection. A plain command does, and learns the new node.
      await redis.get(fenceKey(tag));
    }
  }

  private primaryFor(redis: RedisConnection, tag: string): SharedWait {
    const name = redis instanceof Cluster ? primaryOf(redis, fenceKey(tag)) : '';
    const known = this.primaries.get(name);
    if (known) return known;
    const fresh = new SharedWait(redis);
    this.primaries.set(name, fresh);
    return fresh;
  }
}
