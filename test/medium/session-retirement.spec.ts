import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { SessionRetirement } from '../../src/persistence/session-retirement.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/platform/redis/keys.js';
import { createScriptSession, joinScriptSession, scriptOutbox } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
const retirement = new SessionRetirement(redis, scriptOutbox(redis));
afterAll(() => redis.disconnect());

let sessionId: string;

beforeEach(async () => {
  sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await joinScriptSession(redis, sessionId, 'ada');
  await redis.hset(keys.session(sessionId), 'questions', 'q1 5000 q2 5000');
  await redis.hset(keys.answers(sessionId, 'q2'), 'ada', '0|0|0|0|0|true');
  await redis.zadd(keys.activeSessions, 1, sessionId);
});

const isActive = async () => (await redis.zscore(keys.activeSessions, sessionId)) !== null;

it('leaves a session that goes on as it is', async () => {
  await redis.del(keys.outbox(sessionId));
  await retirement.retire(sessionId);
  expect(await redis.ttl(keys.session(sessionId))).toBe(-1);
  expect(await isActive()).toBe(true);
});

it('finds the ended ones among many', async () => {
  const ended = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await redis.hset(keys.session(ended), 'status', 'ended');
  await redis.del(keys.outbox(ended), keys.outbox(sessionId));
  await redis.zadd(keys.activeSessions, 1, ended);
  await retirement.retireEnded([sessionId, ended]);
  expect(await redis.zmscore(keys.activeSessions, sessionId, ended)).toEqual(['1', null]);
});

it('waits until the events of an ended session have left', async () => {
  await redis.hset(keys.session(sessionId), 'status', 'ended');
  await retirement.retire(sessionId);
  expect(await redis.ttl(keys.board(sessionId))).toBe(-1);
  expect(await isActive()).toBe(true);
});

it('gives every key of an ended session a TTL, and forgets it', async () => {
  await redis.hset(keys.session(sessionId), 'status', 'ended');
  await redis.del(keys.outbox(sessionId));
  await redis.set(keys.pin('000000'), sessionId);
  await retirement.retire(sessionId);
  const left = await redis.keys(`podium:{${sessionId}}:*`);
  expect(left).toContain(keys.answers(sessionId, 'q2'));
  for (const key of [...left, keys.pin('000000')]) expect(await redis.ttl(key)).toBeGreaterThan(0);
  expect(await isActive()).toBe(false);
});
