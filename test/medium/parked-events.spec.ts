import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { TOPICS } from '../../src/contracts/kafka-events.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { ParkedRetry } from '../../src/delivery/parked-retry.js';
import { KafkaEventLog } from '../../src/platform/log/kafka/kafka-event-log.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { keys } from '../../src/session/state/layout.js';
import { KafkaSide } from '../support/kafka.js';

const { REDIS_URL, KAFKA_BROKERS } = inject('environment');
const kafka = new KafkaSide(KAFKA_BROKERS!);
const redis = connectRedis(REDIS_URL!);
const env = kafka.environment;
const log = new KafkaEventLog(env);
const outbox = new Outbox(redis, new Durability(redis, env));

const SESSION = 'parked-session';
const EVENTS = 50;

beforeAll(async () => {
  await kafka.admin.connect();
  await kafka.create(TOPICS.sessions, 6);
});
afterAll(async () => {
  await log.onApplicationShutdown();
  await kafka.admin.disconnect();
  redis.disconnect();
});

it('goes to Kafka once that takes it, and leaves no empty key', async () => {
  const event = (place: number) =>
    JSON.stringify({ v: 1, sessionId: SESSION, text: 'x'.repeat(4_000), place });
  const ids: string[] = [];
  for (let place = 0; place < EVENTS; place++) {
    ids.push((await redis.xadd(keys.outbox(SESSION), '*', 's', event(place)))!);
  }
  expect(await outbox.park(SESSION, ids, 'MESSAGE_TOO_LARGE')).toBe(EVENTS);
  // A second attempt to park them finds nothing.
  expect(await outbox.park(SESSION, ids, 'MESSAGE_TOO_LARGE')).toBe(0);
  expect([await outbox.length(SESSION), await outbox.parkedLength(SESSION)]).toEqual([0, EVENTS]);

  const retry = new ParkedRetry(outbox, log);
  await kafka.alter(TOPICS.sessions, 'max.message.bytes', '2000');
  expect(await retry.run([SESSION, 'another'])).toBe(0);
  expect(await outbox.parkedLength(SESSION)).toBe(EVENTS);

  await kafka.alter(TOPICS.sessions, 'max.message.bytes', '1048588');
  const before = await kafka.count(TOPICS.sessions);
  let taken = 0;
  // Each run takes some of them, and begins where the last one ended.
  for (let turn = 0; turn < 3; turn++) taken += await retry.run([SESSION]);
  expect(taken).toBe(EVENTS);
  expect((await kafka.count(TOPICS.sessions)) - before).toBe(EVENTS);
  expect(await redis.exists(keys.parked(SESSION))).toBe(0);
});
