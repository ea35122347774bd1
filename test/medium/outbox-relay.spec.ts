import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { TOPICS } from '../../src/contracts/kafka-events.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { OutboxRelay } from '../../src/delivery/outbox-relay.js';
import { KafkaEventLog } from '../../src/platform/log/kafka/kafka-event-log.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { keys } from '../../src/session/state/layout.js';
import { KafkaSide } from '../support/kafka.js';
import { until } from '../support/until.js';

const { REDIS_URL, KAFKA_BROKERS } = inject('environment');
const kafka = new KafkaSide(KAFKA_BROKERS!);
const redis = connectRedis(REDIS_URL!);
const env = kafka.environment;
const log = new KafkaEventLog(env);
const relay = new OutboxRelay(log, new Outbox(redis, new Durability(redis, env)));

let events = 0;

/** Adds an answer as the script does, to the outbox, and offers it to the relay. */
async function answer(sessionId: string, value: string): Promise<void> {
  const playerId = `player-${events++}`;
  const event = {
    v: 1,
    id: `${sessionId}:${playerId}:q`,
    at: 1,
    sessionId,
    playerId,
    questionId: 'q',
    value,
  };
  const json = JSON.stringify({ ...event, fraction: 0, correct: false, points: 0, elapsedMs: 9, streak: 0 });
  const outboxId = await redis.xadd(keys.outbox(sessionId), '*', 'a', json);
  relay.offer(sessionId, outboxId!, `${sessionId}:${playerId}`, json);
}

const answers = (sessionId: string, values: string[]) =>
  Promise.all(values.map((value) => answer(sessionId, value)));

const gone = (sessionId: string) =>
  until(async () => (await redis.xlen(keys.outbox(sessionId))) === 0, {
    what: 'empty outbox',
    withinMs: 15_000,
  });

beforeAll(async () => {
  await kafka.admin.connect();
  await kafka.create(TOPICS.answers, 3);
});
afterAll(async () => {
  await relay.beforeApplicationShutdown();
  await log.onApplicationShutdown();
  await kafka.admin.disconnect();
  redis.disconnect();
});

describe('the relay', () => {
  it('sends more text at once than Kafka takes in one batch', async () => {
    // Each character takes six bytes as JSON, and there are as many as an answer can have.
    const before = await kafka.count(TOPICS.answers);
    const loud = Array.from({ length: 2_000 }, () => '\u0001'.repeat(500));
    await answers('loud', [...loud, ...Array.from({ length: 500 }, () => 'short')]);
    await gone('loud');
    expect((await kafka.count(TOPICS.answers)) - before).toBe(2_500);
    expect(await redis.exists(keys.parked('loud'))).toBe(0);
  });

  it('parks the one that Kafka refuses for good, with the reason, and sends all others', async () => {
    const before = await kafka.count(TOPICS.answers);
    await kafka.alter(TOPICS.answers, 'max.message.bytes', '5000');
    try {
      const values = Array.from({ length: 300 }, (_, place) => `answer ${place}`);
      await answers('tight', [...values.slice(0, 150), 'x'.repeat(6_000), ...values.slice(150)]);
      await gone('tight');
      expect(await kafka.count(TOPICS.answers)).toBe(before + 300);
    } finally {
      await kafka.alter(TOPICS.answers, 'max.message.bytes', '1048588');
    }
    const parked = await redis.xrange(keys.parked('tight'), '-', '+');
    expect(parked).toEqual([
      [expect.any(String), ['a', expect.stringContaining('xxx'), 'reason', 'MESSAGE_TOO_LARGE']],
    ]);
  });
});
