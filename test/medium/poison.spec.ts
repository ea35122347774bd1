import type { KafkaMessage } from 'kafkajs';
import type { Model } from 'mongoose';
import { register } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { deadLetterTopic, TOPICS } from '../../src/contracts/kafka-events.js';
import { DeadLetters } from '../../src/persistence/dead-letters.js';
import { PersistenceController } from '../../src/persistence/persistence.controller.js';
import { ResultRecord, ResultSchema } from '../../src/persistence/result-record.js';
import { ResultStore } from '../../src/persistence/result-store.js';
import { SessionProjection } from '../../src/persistence/session-projection.js';
import { KafkaEventLog } from '../../src/platform/log/kafka/kafka-event-log.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { LateArrivals } from '../../src/rebuild/late-arrivals.js';
import { SessionRecord, SessionSchema } from '../../src/session/session.schema.js';
import { startFailingMongo, type FailingMongo } from '../support/failing-mongo.js';
import { KafkaSide } from '../support/kafka.js';

const INTERRUPTED = 11_601;
const UNAUTHORIZED = 13;
/** Nested more deeply than MongoDB permits; Kafka does not look at it. */
const deep = '['.repeat(300) + ']'.repeat(300);

const kafka = new KafkaSide(inject('environment')['KAFKA_BROKERS']!);
const letters = deadLetterTopic(TOPICS.answers);
const redis = connectRedis(inject('environment')['REDIS_URL']!);
const sessionLetters = deadLetterTopic(TOPICS.sessions);
let log: KafkaEventLog;
let mongo: FailingMongo;
let results: Model<ResultRecord>;
let sessions: Model<SessionRecord>;
let controller: PersistenceController;
let offset = 0;

const message = (value: string): KafkaMessage => ({
  key: Buffer.from('key'),
  value: Buffer.from(value),
  timestamp: '0',
  attributes: 0,
  offset: String(offset++),
  headers: {},
});

/** A player's answer to `q`. @param value as JSON */
const answer = (playerId: string, value = '["a"]', more: object = {}): string => {
  const ids = { id: `s:${playerId}:q`, sessionId: 's', playerId, questionId: 'q' };
  const scored = { fraction: 1, correct: true, points: 7, elapsedMs: 900, streak: 1 };
  return JSON.stringify({ v: 1, at: 5, ...ids, ...scored, ...more }).replace('{', `{"value":${value},`);
};

/** The end of a session. @param standings as JSON */
const ended = (sessionId: string, standings = '[]'): string =>
  `{"v":1,"id":"e","at":9,"sessionId":"${sessionId}","type":"ended","rev":4,"players":0,` +
  `"life":{"status":"ended","index":0,"locked":false},"standings":${standings}}`;

/** Gives the collection a rule of validation, as an operator could. */
const rule = (validator: object) => results.db.db!.command({ collMod: results.collection.name, validator });

const takeAnswers = (...values: string[]) =>
  controller.onAnswers({ topic: TOPICS.answers, partition: 3, messages: values.map(message) });

const stored = async () =>
  (await results.find().sort({ _id: 1 }).lean<ResultRecord[]>()).map(({ playerId }) => playerId);

const counted = async (kind: string): Promise<number> => {
  const metric = await register.getSingleMetric('podium_dead_letters_total')!.get();
  return metric.values
    .filter(({ labels }) => labels['kind'] === kind)
    .reduce((sum, { value }) => sum + value, 0);
};

beforeAll(async () => {
  await kafka.admin.connect();
  await kafka.create(letters, 1);
  await kafka.create(sessionLetters, 1);
  mongo = await startFailingMongo();
  results = mongo.connection.model(ResultRecord.name, ResultSchema) as unknown as Model<ResultRecord>;
  sessions = mongo.connection.model(SessionRecord.name, SessionSchema) as unknown as Model<SessionRecord>;
  log = new KafkaEventLog(kafka.environment);
  controller = new PersistenceController(
    new ResultStore(results),
    new SessionProjection(sessions),
    new DeadLetters(log),
    new LateArrivals(redis, sessions, results),
  );
});
beforeEach(() => results.deleteMany({}));
afterAll(async () => {
  await log?.onApplicationShutdown();
  await kafka.admin.disconnect();
  await mongo?.stop();
  redis.disconnect();
});

describe('a batch with an event that MongoDB refuses for good', () => {
  it('stores all others, and puts that one aside with its reason and as an alarm', async () => {
    const before = await kafka.count(letters);
    // One document is nearly full. Another answer is nested too deeply, which makes the whole command fail.
    await results.collection.insertOne({ _id: 's:full' as never, filler: 'x'.repeat(16_777_100) });
    const alarms = await counted('refused');
    await takeAnswers(answer('ada'), answer('full'), answer('bob'), answer('deep', deep), answer('cy'));
    expect(await stored()).toEqual(['ada', 'bob', 'cy', undefined]);
    const put = (await kafka.read(letters, before + 2, 5_000)).slice(before);
    expect(put.map(({ value }) => (JSON.parse(value) as { playerId: string }).playerId).toSorted()).toEqual([
      'deep',
      'full',
    ]);
    for (const { headers } of put) {
      expect(headers).toEqual({ reason: expect.any(String), partition: '3', offset: expect.any(String) });
      expect(headers['reason']).not.toBe('');
    }
    expect((await counted('refused')) - alarms).toBe(2);
  });

  it('brings every other session to its state, in whatever order', async () => {
    const before = await kafka.count(sessionLetters);
    await sessions.collection.insertMany(['s1', 's2', 's3'].map((_id) => ({ _id: _id as never })));
    await controller.onSessionEvents({
      topic: TOPICS.sessions,
      partition: 0,
      messages: [ended('s1'), ended('s2', deep), ended('s3')].map(message),
    });
    const found = await sessions.find().sort({ _id: 1 }).lean<SessionRecord[]>();
    expect(found.map(({ status }) => status)).toEqual(['ended', undefined, 'ended']);
    expect(await kafka.read(sessionLetters, before + 1, 5_000)).toContainEqual(
      expect.objectContaining({ value: ended('s2', deep) }),
    );
  });
});

describe('an event that is nearly well-formed', () => {
  it('counts with a time of 0 when a clock made that negative', async () => {
    await takeAnswers(answer('ada', '["a"]', { elapsedMs: -4_997 }));
    const [{ answers }] = (await results.find().lean<ResultRecord[]>()) as [ResultRecord];
    expect(answers).toMatchObject({ q: { elapsedMs: 0, points: 7 } });
  });

  it('is an alarm of another kind than what comes from somewhere else', async () => {
    const [malformed, unreadable] = [await counted('malformed'), await counted('unreadable')];
    await takeAnswers(answer('ada', '["a"]', { points: 'seven' }), 'nonsense', '{"v":1}');
    expect((await counted('malformed')) - malformed).toBe(1);
    expect((await counted('unreadable')) - unreadable).toBe(2);
  });
});

describe('an event that only a newer version can read', () => {
  it.each([
    ['another shape', () => takeAnswers(answer('ada'), answer('bob', '["a"]', { v: 2 }))],
    [
      'another type',
      () =>
        controller.onSessionEvents({
          topic: TOPICS.sessions,
          partition: 0,
          messages: [message(ended('s9').replace('"ended"', '"question-skipped"'))],
        }),
    ],
  ])('of %s is neither taken nor put aside: its partition waits', async (_what, take) => {
    const before = [await kafka.count(letters), await kafka.count(sessionLetters)];
    await expect(take()).rejects.toThrow('an event of a newer version');
    expect(await stored()).toEqual([]);
    expect([await kafka.count(letters), await kafka.count(sessionLetters)]).toEqual(before);
  });
});

describe('a MongoDB that errs', () => {
  it.each([
    ['once, with a code that the driver does not retry', 8, 1],
    ['twice', 2, 2],
    ['once, by an interruption', INTERRUPTED, 1],
  ])('%s: nobody notices', async (_, code, times) => {
    const before = await kafka.count(letters);
    await mongo.fail(code, times);
    await takeAnswers(answer('ada'), answer('bob'));
    expect(await stored()).toEqual(['ada', 'bob']);
    expect(await kafka.count(letters)).toBe(before);
  });

  it('for longer, for a reason that is no document’s: nothing is put aside, the batch waits', async () => {
    const before = await kafka.count(letters);
    for (const code of [INTERRUPTED, UNAUTHORIZED]) {
      await mongo.fail(code, Infinity);
      await expect(takeAnswers(answer('ada'), answer('bob'))).rejects.toThrow(/failCommand/);
      await mongo.mend();
    }
    await takeAnswers(answer('ada'), answer('bob'));
    expect(await stored()).toEqual(['ada', 'bob']);
    expect(await kafka.count(letters)).toBe(before);
  });

  it('by a rule of validation: that is no fault of the answers either', async () => {
    const before = await kafka.count(letters);
    await rule({ $jsonSchema: { required: ['never'] } });
    await expect(takeAnswers(answer('ada'))).rejects.toThrow(/validation/);
    await rule({});
    await takeAnswers(answer('ada'));
    expect(await stored()).toEqual(['ada']);
    expect(await kafka.count(letters)).toBe(before);
  });
});

it('a dead letter that is too large for its topic is cut, and says where it was', async () => {
  const before = await kafka.count(letters);
  await kafka.alter(letters, 'max.message.bytes', '10000');
  try {
    await takeAnswers('not JSON', `not JSON either ${'x'.repeat(200_000)}`, 'nor this');
  } finally {
    await kafka.alter(letters, 'max.message.bytes', '1048588');
  }
  const put = (await kafka.read(letters, before + 3, 5_000)).slice(before);
  expect(put).toHaveLength(3);
  const cut = put.find(({ value }) => value.startsWith('not JSON either'))!;
  expect(cut.headers).toEqual({
    reason: 'not JSON',
    partition: '3',
    offset: expect.any(String),
    cut: 'true',
  });
  expect(cut.value.length).toBeGreaterThan(4_000);
});
