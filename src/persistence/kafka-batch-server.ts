import { type CustomTransportStrategy, ServerKafka } from '@nestjs/microservices';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Environment } from '../platform/config/environment.js';
import { kafkaOptions } from '../platform/kafka/kafka.js';
import { spanOf } from '../platform/tracing/spans.js';
import { consumed, consumerLag } from './event-metrics.js';

/** Consumer group of the workers. */
export const WORKER_GROUP = 'podium-worker';

/** What a handler of this transport gets: the messages of one partition, in order. */
export interface MessageBatch {
  topic: string;
  partition: number;
  messages: KafkaMessage[];
}

/** Most messages a handler gets at once. */
const CHUNK = 1_000;
const RETRY_MS = 500;

/**
 * Kafka as a Nest transport that hands its `@EventPattern` handlers whole batches. `ServerKafka` is wired to single
 * messages; a bulk write needs many.
 *
 * A batch is done when its handler is: only then its offset is resolved and committed. When a handler fails (MongoDB
 * away) the partition pauses and its messages are let go; it gets the same ones again from Kafka, so that a worker never
 * holds more than one batch a partition. Handlers must be idempotent.
 */
export class KafkaBatchServer extends ServerKafka implements CustomTransportStrategy {
  constructor(env: Environment) {
    super({
      postfixId: '',
      client: kafkaOptions(env),
      consumer: {
        groupId: WORKER_GROUP,
        sessionTimeout: 10_000,
        heartbeatInterval: 1_000,
        rebalanceTimeout: 20_000,
        // Only while nothing comes: Kafka answers as soon as there is something. An idle worker spends most
        // of its time on these requests.
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

  /** Without the producer that `ServerKafka` opens for replies: events get none. */
  override async start(callback: () => void): Promise<void> {
    const { client } = this as unknown as { client: Kafka };
    this.consumer = client.consumer({ ...this.options!.consumer, groupId: WORKER_GROUP });
    this.registerConsumerEventListeners();
    // What it says of partitions that went to another worker is no longer true.
    this.consumer.on(this.consumer.events.GROUP_JOIN, () => consumerLag.reset());
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
    const { topic, partition, messages, highWatermark } = payload.batch;
    for (let start = 0; start < messages.length; start += CHUNK) {
      const chunk = messages.slice(start, start + CHUNK);
      this.noteLag(topic, partition, highWatermark, chunk[0]!.offset);
      const done = await this.handleChunk({ topic, partition, messages: chunk }, payload);
      if (!done) return;
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

  /** @returns false when it was not done; then the partition gets the messages again */
  private async handleChunk(batch: MessageBatch, payload: EachBatchPayload): Promise<boolean> {
    const handler = this.getHandlerByPattern(batch.topic);
    if (!handler) throw new Error(`no handler for ${batch.topic}`);
    if (!payload.isRunning() || payload.isStale()) return false;
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
      return true;
    } catch (error) {
      this.logger.warn(`${batch.topic}[${batch.partition}] waits: ${(error as Error).message}`);
      setTimeout(payload.pause(), RETRY_MS).unref();
      return false;
    }
  }
}

const traceparents = ({ messages }: MessageBatch): string[] =>
  messages.flatMap(({ headers }) => headers?.traceparent?.toString() ?? []);

const attributes = ({ topic, partition, messages }: MessageBatch) => ({
  'messaging.system': 'kafka',
  'messaging.destination.name': topic,
  'messaging.destination.partition.id': String(partition),
  'messaging.batch.message_count': messages.length,
});
