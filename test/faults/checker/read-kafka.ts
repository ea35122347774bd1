import { randomUUID } from 'node:crypto';
import { type Admin, type Consumer, type EachBatchPayload, Kafka, logLevel } from 'kafkajs';
import type { KafkaEvidence } from './evidence.js';
import { KafkaCollector } from './kafka-evidence.js';

const TOPIC = 'podium.answers';
/** If no message comes for this long before the end, the reader gives up. */
const IDLE_MS = 60_000;

/**
 * Reads the answers topic from its beginning to its present end. Uses its own consumer group, and removes it afterwards.
 *
 * @param brokers `host:port`, comma-separated
 * @throws when the brokers cannot be reached, or a minute passes without a message before the end
 */
export async function readKafka(brokers: string, sessionIds: string[]): Promise<KafkaEvidence> {
  const kafka = new Kafka({
    clientId: 'podium-fault-checker',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries: 5, maxRetryTime: 2_000 },
  });
  const collector = new KafkaCollector(new Set(sessionIds));
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = await openEnds(admin);
    if (ends.size > 0) await consume(kafka, admin, ends, collector);
    return collector.finish();
  } finally {
    await admin.disconnect();
  }
}

/** The offset after the last message, for each partition that has a message. */
async function openEnds(admin: Admin): Promise<Map<number, bigint>> {
  const offsets = await admin.fetchTopicOffsets(TOPIC);
  return new Map(
    offsets
      .filter(({ low, high }) => BigInt(high) > BigInt(low))
      .map(({ partition, high }) => [partition, BigInt(high)]),
  );
}

async function consume(kafka: Kafka, admin: Admin, ends: Map<number, bigint>, collector: KafkaCollector) {
  const groupId = `podium-fault-checker-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await takeAll(consumer, ends, collector);
  } finally {
    await consumer.disconnect();
    // The group is not needed any more.
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}

/** Resolves when every partition was read to its end, in whatever order and however often its batches come. */
async function takeAll(consumer: Consumer, ends: Map<number, bigint>, collector: KafkaCollector) {
  // After a rebalance a partition begins again.
  const next = new Map<number, bigint>();
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => reject(new Error(`Kafka: no end of partitions ${[...ends.keys()].join(', ')}`));
    const idle = setTimeout(giveUp, IDLE_MS);
    const done = () => {
      clearTimeout(idle);
      resolve();
    };
    consumer.on('consumer.crash', ({ payload }) => {
      // A cluster that has just become healthy can still move its leaders: then kafkajs begins again.
      if (payload.restart) return;
      clearTimeout(idle);
      reject(payload.error);
    });
    const eachBatch = async ({ batch: { partition, messages } }: EachBatchPayload) => {
      const end = ends.get(partition);
      if (end === undefined) return;
      idle.refresh();
      for (const { offset, value, timestamp } of messages) {
        const at = BigInt(offset);
        if (at >= end || at < (next.get(partition) ?? 0n)) continue;
        next.set(partition, at + 1n);
        collector.add(value?.toString(), Number(timestamp), partition);
      }
      if ((next.get(partition) ?? 0n) >= end) ends.delete(partition);
      if (ends.size === 0) done();
    };
    consumer.run({ autoCommit: false, eachBatch }).catch(reject);
  });
}
