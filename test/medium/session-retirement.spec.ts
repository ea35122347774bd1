import { createConnection } from 'mongoose';
import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { ResultRecord, ResultSchema } from '../../src/persistence/result-record.js';
import { Environment } from '../../src/platform/config/environment.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { Durability } from '../../src/platform/redis/durability.js';
import { keys } from '../../src/session/state/layout.js';
import { LateArrivals } from '../../src/rebuild/late-arrivals.js';
import { Pins } from '../../src/session/pins.js';
import { SessionRecord, SessionSchema } from '../../src/session/session.schema.js';
import { SessionRetirement } from '../../src/upkeep/session-retirement.js';
import { SessionRound } from '../../src/upkeep/session-round.js';
import { createScriptSession, joinScriptSession, scriptOutbox } from '../support/script-session.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
const mongo = await createConnection(inject('environment')['MONGODB_URL']!).asPromise();
const sessions = mongo.model(SessionRecord.name, SessionSchema);
const results = mongo.model(ResultRecord.name, ResultSchema);
const env = Object.assign(new Environment(), { SESSION_IDLE_HOURS: 0.001 });
const pins = new Pins(redis, new Durability(redis, new Environment()));
const retirement = new SessionRetirement(redis, sessions, results, scriptOutbox(redis), pins);
const round = new SessionRound(redis, retirement, new LateArrivals(redis, sessions, results), pins, env);
afterAll(async () => {
  redis.disconnect();
  await mongo.close();
});

const PIN = '000000';
let sessionId: string;

const open = () => createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });

beforeEach(async () => {
  sessionId = await open();
  await joinScriptSession(redis, sessionId, 'ada');
  await redis.hset(keys.session(sessionId), { questions: 'q1 5000 q2 5000', 'n:q2': 1 });
  await redis.hset(keys.answers(sessionId, 'q2'), 'ada', '0|0|0|0|0|true');
  await redis.zadd(keys.activeSessions, 1, sessionId);
  await redis.set(keys.pin(PIN), sessionId);
});

/** Ends the session in Redis and empties its outbox. */
async function end(id = sessionId): Promise<void> {
  await redis.hset(keys.session(id), 'status', 'ended');
  await redis.del(keys.outbox(id));
}

/** Writes what the worker has written by then. */
async function store({ status = 'ended', answered = 1 } = {}): Promise<void> {
  await sessions.collection.insertOne({ _id: sessionId, status } as never);
  await results.collection.insertOne({
    _id: `${sessionId}:ada`,
    sessionId,
    playerId: 'ada',
    answered,
  } as never);
}

const isActive = async (id = sessionId) => (await redis.zscore(keys.activeSessions, id)) !== null;
const ttl = (key: string) => redis.ttl(key);

it('leaves a session that goes on as it is', async () => {
  await redis.del(keys.outbox(sessionId));
  await store();
  await retirement.retire([sessionId]);
  expect(await ttl(keys.session(sessionId))).toBe(-1);
  expect(await isActive()).toBe(true);
});

it('waits until the events of an ended session have left', async () => {
  await redis.hset(keys.session(sessionId), 'status', 'ended');
  await store();
  await retirement.retire([sessionId]);
  expect(await ttl(keys.board(sessionId))).toBe(-1);
  expect(await isActive()).toBe(true);
});

it.each([
  ['the end', { status: 'open' }],
  ['every answer', { answered: 0 }],
])('waits until MongoDB has %s', async (_what, stored) => {
  await end();
  await store(stored);
  await retirement.retire([sessionId]);
  expect(await ttl(keys.board(sessionId))).toBe(-1);
  expect(await isActive()).toBe(true);
});

it('gives every key of an ended session that MongoDB has a TTL, and forgets it', async () => {
  await end();
  await store();
  await retirement.retire([sessionId]);
  const left = await redis.keys(`podium:{${sessionId}}:*`);
  expect(left).toContain(keys.answers(sessionId, 'q2'));
  for (const key of [...left, keys.pin(PIN)]) expect(await ttl(key)).toBeGreaterThan(0);
  expect(await isActive()).toBe(false);
});

it('leaves the PIN alone that has gone to another session', async () => {
  await redis.set(keys.pin(PIN), 'another');
  await end();
  await store();
  await retirement.retire([sessionId]);
  expect(await ttl(keys.session(sessionId))).toBeGreaterThan(0);
  expect(await redis.get(keys.pin(PIN))).toBe('another');
  expect(await ttl(keys.pin(PIN))).toBe(-1);
});

it('ends a session that nobody has touched for long, and only such a one', async () => {
  const [idle, visited] = [await open(), await open()];
  for (const id of [idle, visited]) await redis.zadd(keys.activeSessions, 1, id);
  const look = async () => round.look([idle, visited], await redisNow(redis));
  const long = (await redisNow(redis)) - 10_000;
  await redis.hset(keys.session(idle), { touchedAt: long, createdAt: long });
  await redis.hset(keys.session(visited), { touchedAt: long, createdAt: long });
  await look();
  // One look is not enough, since it could be that the clock was set.
  expect(await redis.hget(keys.session(idle), 'status')).toBe('open');
  await redis.hset(keys.session(visited), 'beatAt', await redisNow(redis));
  await expect
    .poll(
      async () => {
        await look();
        return redis.hget(keys.session(idle), 'status');
      },
      { timeout: 10_000, interval: 100 },
    )
    .toBe('ended');
  expect(await redis.hget(keys.session(visited), 'status')).toBe('open');
  const [, [, event]] = (await redis.xrange(keys.outbox(idle), '-', '+')) as unknown as [
    unknown,
    [string, string[]],
  ];
  expect(JSON.parse(event[1]!)).toMatchObject({ type: 'ended', sessionId: idle, players: 0 });
});

it('does not end a session whose nodes do not say when it was touched, as those of the version before', async () => {
  const id = await open();
  const long = (await redisNow(redis)) - 10_000;
  await redis.hset(keys.session(id), 'createdAt', long);
  await redis.hdel(keys.session(id), 'touchedAt', 'beatAt');
  await expect
    .poll(
      async () => {
        await round.look([id], await redisNow(redis));
        return Number(await redis.hget(keys.session(id), 'touchedAt'));
      },
      { timeout: 10_000, interval: 100 },
    )
    .toBeGreaterThan(long);
  expect(await redis.hget(keys.session(id), 'status')).toBe('open');
});

it('asks for a session that Redis has lost, and forgets one that nobody knows', async () => {
  await redis.del(keys.session(sessionId));
  const now = await redisNow(redis);
  await round.look([sessionId], now);
  expect(await redis.zscore(keys.rebuilds, sessionId)).not.toBeNull();
  await redis.zrem(keys.rebuilds, sessionId);
  await redis.set(keys.unknown(sessionId), 1, 'EX', 30);
  await round.look([sessionId], now);
  expect(await isActive()).toBe(false);
});

it('gives a PIN back that its session has lost', async () => {
  await redis.hset(keys.session(sessionId), 'pin', PIN);
  await redis.del(keys.pin(PIN));
  for (let looks = 0; looks < 6; looks++) await round.look([sessionId], await redisNow(redis));
  expect(await redis.get(keys.pin(PIN))).toBe(sessionId);
});
