import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { Environment } from '../platform/config/environment.js';
import { connectKafka } from '../platform/kafka/kafka.js';
import { produced, produceFailures, produceSeconds } from './event-metrics.js';
import { EventLog, type LogRecord } from './event-log.js';
import { spanOf } from '../platform/tracing/spans.js';
import { partitioner } from './partitioner.js';

/** Few: kafkajs goes on asking a hanging broker whose partitions others have long taken over; a new producer asks those. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 1 };

/**
 * Appends with an idempotent producer, which makes a retry inside one `append` store its records once. After a failure
 * the producer is thrown away: its sequence numbers may no longer be the broker's.
 */
@Injectable()
export class KafkaEventLog extends EventLog implements OnApplicationShutdown {
  private readonly logger = new Logger(KafkaEventLog.name);
  private readonly kafka: Kafka;
  private producer?: Promise<Producer>;

  constructor(env: Environment) {
    super();
    this.kafka = connectKafka(env);
  }

  async append(records: LogRecord[]): Promise<void> {
    const traceparents = () => records.flatMap(({ headers }) => headers?.traceparent ?? []);
    const attributes = { 'messaging.system': 'kafka', 'messaging.batch.message_count': records.length };
    await spanOf('send', 'producer', traceparents, attributes, () => this.store(records));
  }

  private async store(records: LogRecord[]): Promise<void> {
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers } of records) {
      const messages = byTopic.get(topic) ?? [];
      if (messages.length === 0) byTopic.set(topic, messages);
      messages.push(headers ? { key, value, headers } : { key, value });
    }
    const connection = (this.producer ??= this.connect());
    const producer = await connection;
    const stopTimer = produceSeconds.startTimer();
    try {
      const stored = await producer.sendBatch({
        acks: -1,
        topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })),
      });
      checkStored(byTopic, stored);
      stopTimer();
      for (const [topic, messages] of byTopic) produced.inc({ topic }, messages.length);
    } catch (error) {
      produceFailures.inc();
      this.forget(connection, producer);
      throw error;
    }
  }

  async ping(): Promise<void> {
    const admin = this.kafka.admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
      await admin.describeCluster();
    } finally {
      await admin.disconnect();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    await producer?.disconnect();
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      createPartitioner: partitioner,
      idempotent: true,
      maxInFlightRequests: 1,
      retry: RETRY,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      this.producer = undefined;
      throw error;
    }
  }

  private forget(connection: Promise<Producer>, producer: Producer): void {
    // Another append may have failed on it before, and there is a new one by now.
    if (this.producer === connection) this.producer = undefined;
    producer.disconnect().catch((error: Error) => this.logger.debug(error.message));
  }
}

/**
 * kafkajs remembers over its retries which brokers have answered, not which partitions: one that moves from a hanging
 * broker to such a one is never sent, and the batch passes for stored all the same.
 *
 * @throws Error when a partition of the batch is not among those that were stored
 */
function checkStored(byTopic: Map<string, Message[]>, stored: RecordMetadata[]): void {
  const there = new Set(stored.map(({ topicName, partition }) => `${topicName} ${partition}`));
  for (const [topic, messages] of byTopic) {
    for (const partition of new Set(messages.map((message) => message.partition))) {
      if (!there.has(`${topic} ${partition}`))
        throw new Error(`${topic}[${partition}] was left out by kafkajs`);
    }
  }
}
