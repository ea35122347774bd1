import { register } from 'prom-client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Fate } from '../../src/platform/log/event-log.js';
import { KafkaEventLog } from '../../src/platform/log/kafka/kafka-event-log.js';
import { KafkaSide } from '../support/kafka.js';

const kafka = new KafkaSide(inject('environment')['KAFKA_BROKERS']!);
const log = new KafkaEventLog(kafka.environment);

const records = (topic: string, count: number, size: number) =>
  Array.from({ length: count }, (_, place) => ({ topic, key: `key-${place}`, value: 'x'.repeat(size) }));
const states = (fates: Fate[], state: Fate['state']) => fates.filter((fate) => fate.state === state).length;

const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await register.metrics())?.[1] ?? 0);

/** The number of requests to Kafka so far: those that were stored, and those that failed. */
const requests = () =>
  Promise.all([metric('podium_kafka_produce_seconds_count'), metric('podium_kafka_produce_failures_total')]);

/** Appends, and counts the requests that were needed. */
async function append(what: ReturnType<typeof records>) {
  const [storedBefore, failedBefore] = await requests();
  const fates = await log.append(what);
  const [stored, failed] = await requests();
  return { fates, stored: stored - storedBefore, failed: failed - failedBefore };
}

beforeAll(async () => {
  await kafka.admin.connect();
  await kafka.create('tight', 1, { 'max.message.bytes': '20000' });
  await kafka.create('poisoned', 1, { 'max.message.bytes': '100000' });
});
afterAll(async () => {
  await log.onApplicationShutdown();
  await kafka.admin.disconnect();
});

it('finds the size that Kafka takes by halving, and remembers it', async () => {
  // The producer learns the partitions of a topic with its first request.
  await append(records('tight', 1, 1_000));
  const first = await append(records('tight', 200, 1_000));
  expect(states(first.fates, 'stored')).toBe(200);
  expect(first.failed).toBeGreaterThan(0);
  expect(await kafka.count('tight')).toBe(201);
  const second = await append(records('tight', 200, 1_000));
  expect({ ...second, fates: states(second.fates, 'stored') }).toMatchObject({ fates: 200, failed: 0 });
});

it('says which records are too large even alone, and takes the others no worse for it', async () => {
  const large = records('poisoned', 3, 150_000);
  const mixed = [...records('poisoned', 20, 1_000), ...large, ...records('poisoned', 20, 1_000)];
  const { fates } = await append(mixed);
  expect(fates.map(({ state }) => state === 'stored')).toEqual(
    mixed.map(({ value }) => value.length < 2_000),
  );
  expect(fates[20]).toEqual({ state: 'refused', reason: 'MESSAGE_TOO_LARGE' });
  expect(await kafka.count('poisoned')).toBe(40);
  // The size of these records together is not a problem.
  const after = await append(records('poisoned', 80, 1_000));
  expect({ ...after, fates: states(after.fates, 'stored') }).toEqual({ fates: 80, stored: 1, failed: 0 });
});

it('refuses what names no topic', async () => {
  expect(await log.append([{ topic: '', key: 'k', value: '{}' }])).toEqual([
    { state: 'refused', reason: 'it names no topic' },
  ]);
  expect(await log.append([])).toEqual([]);
});
