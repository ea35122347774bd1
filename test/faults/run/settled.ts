import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterEngines } from '../../../dev/engines/cluster/index.js';
import { TOPICS } from '../../../src/contracts/kafka-events.js';
import { Environment } from '../../../src/platform/config/environment.js';
import { KafkaLag } from '../../../src/platform/log/kafka/kafka-lag.js';
import { connectRedis } from '../../../src/platform/redis/connect.js';
import { keys } from '../../../src/session/state/layout.js';

const SETTLED_MS = 120_000;

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

/** Waits until no event is on its way to MongoDB any more. @returns how long that took, in ms */
export async function untilSettled(engines: ClusterEngines): Promise<number> {
  const start = Date.now();
  const lag = new KafkaLag(
    Object.assign(new Environment(), { KAFKA_BROKERS: engines.kafkaBrokers.split(',') }),
  );
  for (;;) {
    const [redis, kafka] = await Promise.all([
      waitingInRedis(engines.redisUrl),
      lag.messages(Object.values(TOPICS)),
    ]);
    if (redis === 0 && kafka === 0) return Date.now() - start;
    if (Date.now() - start > SETTLED_MS) {
      throw new Error(
        `after ${SETTLED_MS / 1_000} s still on their way: ${redis} events in Redis, ${kafka} in Kafka`,
      );
    }
    await sleep(500);
  }
}
