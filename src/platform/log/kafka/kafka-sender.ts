import { Logger } from '@nestjs/common';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { produced, produceFailures, produceSeconds } from '../log-metrics.js';
import { failureOf, PartitionLeftOutError } from './kafka-failure.js';
import type { Parcel } from './kafka-parcel.js';
import type { KafkaTopology } from './kafka-topology.js';

/**
 * Longer than kafkajs ever takes, including the time to connect and to find the leader. A promise that kafkajs never settles
 * must not shut a partition for ever.
 */
const LIMIT_MS = 30_000;

/** The producer of a connection, and the counts of its requests. */
interface Connection {
  producer: Promise<Producer>;
  requests: number;
  /** Requests that were stored. */
  stored: number;
}

/**
 * Sends single requests to Kafka with `acks=all`. An event that is sent twice is stored twice and counts once, so the producer
 * is not idempotent: an idempotent one numbers its batches, and after a failure the next batch is taken for one already seen.
 */
export class KafkaSender {
  private readonly logger = new Logger('Kafka');
  private connection?: Connection;

  constructor(
    private readonly kafka: Kafka,
    private readonly topology: KafkaTopology,
  ) {}

  /** Never rejects. @returns an error unless it is known that the whole request was stored */
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
      // While other requests are stored the connection works, and only one broker is silent.
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
        // The caller decides which records are sent again: kafkajs would repeat stored ones, and delay those that wait behind.
        retry: { retries: 0 },
      });
      await producer.connect();
      return producer;
    };
    return { producer: connect(), requests: 0, stored: 0 };
  }

  /** The next request gets a new connection; this one is closed after its last request. */
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

/** @throws Error when kafkajs does not answer for too long */
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

/** kafkajs silently leaves out a partition that its metadata do not know. @throws PartitionLeftOutError */
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
