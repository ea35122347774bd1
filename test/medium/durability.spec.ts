import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engines, startEngines } from '../../dev/engines/index.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { Environment } from '../../src/platform/config/environment.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import { fenceKey } from '../../src/platform/redis/shared-wait.js';
import { keys, scriptKeys } from '../../src/session/state/layout.js';
import { runAnswerScript } from '../../src/scoring/answer-script.js';
import { createScriptSession, joinScriptSession, scriptQuestion } from '../support/script-session.js';
import { until } from '../support/until.js';

/** A primary and its replica. */
let primary: Engines;
let replica: Engines;
let redis: Redis;
let follower: Redis;
let durability: Durability;
let sessionId: string;

const host = (url: string) => new URL(url);

const linkIsUp = async () => (await follower.info('replication')).includes('master_link_status:up');

/** Ada answers a question. */
async function answer(questionId: string, fraction = 1) {
  const graded = {
    ...scriptQuestion(questionId, 60_000, 1),
    answersKey: keys.answers(sessionId, questionId),
  };
  const target = { sessionId, keys: scriptKeys(sessionId) };
  const given = { playerId: 'ada', graded, fraction, value: 'true' };
  return (await runAnswerScript(durability, target, [given], 1_000))![0]!;
}

beforeAll(async () => {
  [primary, replica] = await Promise.all([
    startEngines({ only: ['redis'] }),
    startEngines({ only: ['redis'] }),
  ]);
  redis = new Redis(primary.redisUrl);
  follower = new Redis(replica.redisUrl);
  for (const connection of [redis, follower]) connection.on('error', () => undefined);
  const { hostname, port } = host(primary.redisUrl);
  await follower.replicaof(hostname, Number(port));
  await until(linkIsUp, { what: 'replication', withinMs: 20_000 });
  durability = new Durability(
    redis,
    Object.assign(new Environment(), { REDIS_URL: primary.redisUrl, ACK_DURABILITY: 'replica' }),
  );
  sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await joinScriptSession(redis, sessionId, 'ada');
  const now = await redisNow(redis);
  await redis.hset(keys.clock(sessionId), { 'ada:q1': now, 'ada:q2': now });
});
afterAll(async () => {
  durability?.onApplicationShutdown();
  redis?.disconnect();
  follower?.disconnect();
  await Promise.all([primary?.stop(), replica?.stop()]);
});

it('accepts an answer once a replica has it', async () => {
  expect(await answer('q1')).toMatchObject({ status: 'accepted', points: 1000 });
  expect(await follower.hget(keys.answers(sessionId, 'q1'), 'ada')).toMatch(/^1000\|/);
});

it('is busy while no replica has it, says nothing of it to Kafka, and tells the first answer’s points afterwards', async () => {
  const outbox = new Outbox(redis, durability);
  await replica.redis.pause();
  try {
    expect((await answer('q2')).status).toBe('busy');
    expect((await answer('q2', 0)).status).toBe('busy');
    // The answer was counted, although it was not acknowledged: only what is durable leaves Redis.
    expect(await redis.hget(keys.answers(sessionId, 'q2'), 'ada')).toMatch(/^1000\|/);
    expect(await outbox.readDurable(sessionId, '+', 10)).toEqual([]);
  } finally {
    await replica.redis.resume();
  }
  await until(linkIsUp, { what: 'replication', withinMs: 20_000 });
  const again = await answer('q2', 0);
  expect(again).toMatchObject({ status: 'duplicate', score: 2000 });
  expect(again.event).toMatch(/^1000\|1\|/);
  const events = await outbox.readDurable(sessionId, '+', 10);
  expect(
    events.map(({ record }) => (JSON.parse(record.value) as { questionId?: string }).questionId),
  ).toEqual(expect.arrayContaining(['q1', 'q2']));
});

it('lets nobody wait for the others’ time to run out while no replica answers', async () => {
  await replica.redis.pause();
  try {
    const started = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        durability.command(`late-${index}`, 'set', `{late-${index}}:ran`, 1).then(
          ({ durable }) => (durable ? 'durable' : 'busy'),
          (error: Error) => error.message,
        ),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set(['busy']));
    expect(performance.now() - started).toBeLessThan(2_000);
    // Each write had run before it was answered with `busy`.
    expect(await redis.keys('{late-*}:ran')).toHaveLength(100);
  } finally {
    await replica.redis.resume();
  }
  await until(linkIsUp, { what: 'replication', withinMs: 20_000 });
  expect(await durability.command('late-0', 'get', '{late-0}:ran')).toEqual({ reply: '1', durable: true });
});

it('refuses what must not vanish, such as a seat, while no replica has it', async () => {
  await replica.redis.pause();
  try {
    await expect(durability.write(sessionId, 'set', fenceKey(sessionId), 1)).rejects.toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
      detail: 'Nothing can be kept safely right now; try again in a moment.',
      details: { retryAfter: 1 },
    });
  } finally {
    await replica.redis.resume();
  }
});
