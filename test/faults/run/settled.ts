import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connectRedis } from '../../../src/platform/redis/connect.js';
import { keys } from '../../../src/platform/redis/keys.js';
import type { ClusterEngines } from '../../../dev/engines/cluster/index.js';

const SETTLED_MS = 120_000;
const GROUP = 'podium-worker';

async function waitingInRedis(url: string): Promise<number> {
  const redis = connectRedis(url);
  try {
    const sessions = await redis.zrange(keys.activeSessions, '0', '-1');
    const lengths = await Promise.all(sessions.map((sessionId) => redis.xlen(keys.outbox(sessionId))));
    return lengths.reduce((sum, length) => sum + length, 0);
  } finally {
    redis.disconnect();
  }
}

async function waitingInKafka(brokers: string[]): Promise<number> {
  const admin = new Kafka({ clientId: 'faults', brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    let waiting = 0;
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId: GROUP })) {
      const ends = new Map(
        (await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, Number(end.high)]),
      );
      for (const { partition, offset } of partitions)
        waiting += (ends.get(partition) ?? 0) - Math.max(0, Number(offset));
    }
    return waiting;
  } finally {
    await admin.disconnect();
  }
}

/** Waits until no event is on its way to MongoDB any more. @returns how long that took, in ms */
export async function untilSettled(engines: ClusterEngines): Promise<number> {
  const start = Date.now();
  for (;;) {
    const [redis, kafka] = await Promise.all([
      waitingInRedis(engines.redisUrl),
      waitingInKafka(engines.kafkaBrokers.split(',')),
    ]);
    if (redis + kafka === 0) return Date.now() - start;
    if (Date.now() - start > SETTLED_MS) {
      throw new Error(
        `after ${SETTLED_MS / 1_000} s still on their way: ${redis} events in Redis, ${kafka} in Kafka`,
      );
    }
    await sleep(500);
  }
}
