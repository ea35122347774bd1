import { Logger } from '@nestjs/common';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { produced, produceFailures, produceSeconds } from '../log-metrics.js';
import { failureOf, PartitionLeftOutError } from './kafka-failure.js';
import type { Parcel } from './kafka-parcel.js';
import type { KafkaTopology } from './kafka-topology.js';

/** Longer than kafkajs ever takes, with connecting and looking for the leader; a promise that it forgets must not shut a partition. */
const LIMIT_MS = 30_000;

/** A connection's producer, and how it fares. */
interface Connection {
  producer: Promise<Producer>;
  requests: number;
  /** Requests that were stored. */
  stored: number;
}

/**
 * Sends single requests to Kafka, `acks=all`. What it sends twice is stored twice and counts once, so the producer is not
 * idempotent: that kind gives a batch a number, and after a failure takes the next batch for the one that it has seen.
 */
export class KafkaSender {
  private readonly logger = new Logger('Kafka');
  private connection?: Connection;

  constructor(
    private readonly kafka: Kafka,
    private readonly topology: KafkaTopology,
  ) {}

  /** Never rejects. @returns the error of a request that was not stored wholly, or of which that is not known */
  async send(parcels: Parcel[]): Promise<unknown> {
    const connection = (this.connection ??= this.connect());
    const storedBefore = connection.stored;
    connection.requests += 1;
    const stopTimer = produceSeconds.startTimer();
    try {
      const topicMessages = byTopic(parcels);
      const sent = connection.producer.then((producer) => producer.sendBatch({ acks: -1, topicMessages }));
      checkStored(topicMessages, await inTime(sent));
      stopTimer();
      connection.stored += 1;
      for (const { topic, messages } of topicMessages) produced.inc({ topic }, messages.length);
      return undefined;
    } catch (error) {
      produceFailures.inc();
      // While others get answers the connection is good, and it is one broker that is silent.
      if (failureOf(error) === 'silent' && connection.stored === storedBefore) this.forget(connection);
      return error;
    } finally {
      connection.requests -= 1;
      if (connection !== this.connection && connection.requests === 0) void this.close(connection);
    }
  }

  async end(): Promise<void> {
    if (this.connection) await this.close(this.connection);
  }

  private connect(): Connection {
    const connect = async () => {
      const producer = this.kafka.producer({
        createPartitioner: this.topology.partitioner,
        // The caller decides what is sent again: kafkajs would repeat what was stored, and delay what waits behind it.
        retry: { retries: 0 },
      });
      await producer.connect();
      return producer;
    };
    return { producer: connect(), requests: 0, stored: 0 };
  }

  /** The next request gets a new connection; this one is closed after its last. */
  private forget(connection: Connection): void {
    if (this.connection === connection) this.connection = undefined;
  }

  private async close({ producer }: Connection): Promise<void> {
    try {
      await (await producer).disconnect();
    } catch (error) {
      this.logger.debug(`a connection was not closed: ${(error as Error).message}`);
    }
  }
}

/** @throws Error when kafkajs says nothing for too long */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('kafkajs has not answered')), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

interface TopicMessages {
  topic: string;
  messages: Message[];
}

function byTopic(parcels: Parcel[]): TopicMessages[] {
  const topics = new Map<string, Message[][]>();
  for (const { topic, messages } of parcels) {
    const there = topics.get(topic);
    if (there) there.push(messages);
    else topics.set(topic, [messages]);
  }
  return [...topics].map(([topic, lists]) => ({
    topic,
    messages: lists.length > 1 ? lists.flat() : lists[0]!,
  }));
}

/** kafkajs says nothing of a partition that its metadata do not know. @throws PartitionLeftOutError */
function checkStored(sent: TopicMessages[], stored: RecordMetadata[]): void {
  const there = new Set(stored.map(({ topicName, partition }) => `${topicName} ${partition}`));
  for (const { topic, messages } of sent) {
    // Messages of one partition stand together.
    let last: number | undefined = -1;
    for (const { partition } of messages) {
      if (partition === last) continue;
      last = partition;
      if (!there.has(`${topic} ${partition}`)) throw new PartitionLeftOutError(`${topic}[${partition}]`);
    }
  }
}
