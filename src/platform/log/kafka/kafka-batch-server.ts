import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, ServerKafka } from '@nestjs/microservices';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Environment } from '../../config/environment.js';
import { spanOf } from '../../tracing/spans.js';
import { consumed, consumerLag } from '../log-metrics.js';
import type { MessageBatch } from '../message-batch.js';
import { kafkaOptions } from './kafka.js';

/** Consumer group of the workers. */
export const WORKER_GROUP = 'podium-worker';

/** Most messages that a handler gets at once. */
const CHUNK = 1_000;
const RETRY_MS = 500;
/** A handler that halves a batch to find its poison, or waits for MongoDB, keeps its partition for this long at most. */
const PATIENCE_MS = 60_000;
const HEARTBEAT_MS = 1_000;

/** Called when no further message will come. The process ends, so that another one is started in its place. */
type GiveUp = (reason: string) => void;

const endProcess: GiveUp = (reason) => {
  new Logger('Worker').fatal(reason);
  // While the application starts, Nest holds its log lines back.
  Logger.flush();
  process.exit(1);
};

// ADR 18: why Nest's transport is subclassed.
/**
 * Kafka as a Nest transport that gives its `@EventPattern` handlers whole batches. `ServerKafka` is wired to single
 * messages; a bulk write needs many.
 *
 * A batch is done when its handler has returned: only then its offset is resolved and committed. When a handler fails
 * (MongoDB is away), the partition pauses and its messages are dropped. Kafka delivers the same ones again, so that a worker
 * never holds more than one batch of a partition. Handlers must be idempotent. An error in the work on one partition affects
 * that partition alone; only errors of kafkajs itself, such as a rebalance, reach its consumer.
 */
export class KafkaBatchServer extends ServerKafka implements CustomTransportStrategy {
  /** Partitions that wait to be tried again. */
  private readonly waiting = new Set<string>();

  constructor(
    env: Environment,
    private readonly giveUp: GiveUp = endProcess,
  ) {
    super({
      postfixId: '',
      client: kafkaOptions(env),
      consumer: {
        groupId: WORKER_GROUP,
        sessionTimeout: 10_000,
        heartbeatInterval: HEARTBEAT_MS,
        rebalanceTimeout: 20_000,
        // Kafka waits this long only while there is no record: it answers as soon as one arrives. An idle worker spends
        // most of its time on these requests.
        maxWaitTimeInMs: 500,
        retry: {
          initialRetryTime: 300,
          maxRetryTime: 2_000,
          retries: 10,
          restartOnFailure: async () => true,
        },
      },
      subscribe: { fromBeginning: true },
    });
  }

  /** Leaves out the producer that `ServerKafka` opens for replies: events get no reply. */
  override async start(callback: () => void): Promise<void> {
    const { client } = this as unknown as { client: Kafka };
    this.consumer = client.consumer({ ...this.options!.consumer, groupId: WORKER_GROUP });
    this.registerConsumerEventListeners();
    // The lag of partitions that went to another worker is no longer true.
    this.consumer.on(this.consumer.events.GROUP_JOIN, () => consumerLag.reset());
    // kafkajs asks `restartOnFailure` only about errors that it considers temporary.
    this.consumer.on(this.consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) this.giveUp(`kafkajs has given up consuming: ${error.name}: ${error.message}`);
    });
    await this.consumer.connect();
    await this.bindEvents(this.consumer);
    callback();
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    const topics = [...this.messageHandlers.keys()];
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (payload) => this.handleBatch(payload),
    });
  }

  private async handleBatch(payload: EachBatchPayload): Promise<void> {
    try {
      await this.handleChunks(payload);
    } catch (error) {
      if (isOfKafkajs(error)) throw error;
      this.tryLater(payload, error as Error);
    }
  }

  private async handleChunks(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages, highWatermark } = payload.batch;
    for (let start = 0; start < messages.length; start += CHUNK) {
      const chunk = messages.slice(start, start + CHUNK);
      this.noteLag(topic, partition, highWatermark, chunk[0]!.offset);
      if (!payload.isRunning() || payload.isStale()) return;
      await this.handleChunk({ topic, partition, messages: chunk }, payload);
      payload.resolveOffset(chunk.at(-1)!.offset);
      consumed.inc({ topic }, chunk.length);
      this.noteLag(topic, partition, highWatermark, BigInt(chunk.at(-1)!.offset) + 1n);
      await payload.heartbeat();
      await payload.commitOffsetsIfNecessary();
    }
  }

  /** @param next offset of the first event that is not stored yet */
  private noteLag(topic: string, partition: number, highWatermark: string, next: string | bigint): void {
    consumerLag.set({ topic, partition }, Number(BigInt(highWatermark) - BigInt(next)));
  }

  private async handleChunk(batch: MessageBatch, payload: EachBatchPayload): Promise<void> {
    const handler = this.getHandlerByPattern(batch.topic);
    if (!handler) throw new Error(`no handler for ${batch.topic}`);
    const stopBeating = keepBeating(payload);
    try {
      await spanOf(
        `process ${batch.topic}`,
        'consumer',
        () => traceparents(batch),
        attributes(batch),
        async () => {
          const result = await handler(batch);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
        },
      );
    } catch (error) {
      // Wrapped in a plain `Error`: a handler has clients of its own, and their errors must not look like the consumer's.
      throw new Error((error as Error).message, { cause: error });
    } finally {
      stopBeating();
    }
    if (this.waiting.delete(nameOf(batch))) this.logger.log(`${nameOf(batch)} goes on`);
  }

  /** The partition pauses, and gets the same messages again. */
  private tryLater(payload: EachBatchPayload, error: Error): void {
    const name = nameOf(payload.batch);
    if (!this.waiting.has(name)) this.logger.warn(`${name} waits: ${error.message}`);
    this.waiting.add(name);
    setTimeout(payload.pause(), RETRY_MS).unref();
  }
}

const nameOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}[${partition}]`;

const isOfKafkajs = (error: unknown): boolean => error instanceof Error && error.name.startsWith('KafkaJS');

/** kafkajs sends heartbeats only between batches: a long batch would cost the worker its partitions. @returns how to stop */
function keepBeating({ heartbeat }: EachBatchPayload): () => void {
  const end = performance.now() + PATIENCE_MS;
  const timer = setInterval(() => {
    if (performance.now() > end) clearInterval(timer);
    // The error is dropped: the heartbeat after the chunk is awaited, and reports a rebalance again.
    else heartbeat().catch(() => undefined);
  }, HEARTBEAT_MS);
  return () => clearInterval(timer);
}

const traceparents = ({ messages }: MessageBatch): string[] =>
  messages.flatMap(({ headers }) => headers?.traceparent?.toString() ?? []);

const attributes = ({ topic, partition, messages }: MessageBatch) => ({
  'messaging.system': 'kafka',
  'messaging.destination.name': topic,
  'messaging.destination.partition.id': String(partition),
  'messaging.batch.message_count': messages.length,
});
