import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys, scriptKeys } from '../../src/platform/redis/keys.js';
import { PRESENCE } from '../../src/session/live/presence.js';
import { sessionScripts } from '../../src/session/session-scripts.js';
import { createScriptSession, joinScriptSession, redisNow } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

let sessionId: string;

/** @returns the socket that it replaces, if any */
const tell = (change: keyof typeof PRESENCE, socket: string) =>
  sessionScripts.presence.run(redis, scriptKeys(sessionId), [sessionId, PRESENCE[change], 'ada', socket]);
const patrol = () => sessionScripts.patrol.run(redis, scriptKeys(sessionId), [sessionId, 'ws-1', 5_000]);
const online = () => redis.hget(keys.online(sessionId), 'ada');

beforeEach(async () => {
  sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await joinScriptSession(redis, sessionId, 'ada');
});

it('replaces a player’s older socket by a newer one', async () => {
  expect(await tell('came', 'ws-1/old')).toBe('');
  expect(await tell('came', 'ws-2/new')).toBe('ws-1/old');
  expect(await online()).toBe('ws-2/new');
});

it('does not let a node that was given up throw out who came back on another', async () => {
  await tell('came', 'ws-1/old');
  await tell('came', 'ws-2/new');
  expect(await tell('stays', 'ws-1/old')).toBe('');
  await tell('went', 'ws-1/old');
  expect(await online()).toBe('ws-2/new');
});

it('puts a player back whose presence was lost', async () => {
  await tell('came', 'ws-1/old');
  await redis.del(keys.online(sessionId));
  expect(await tell('stays', 'ws-1/old')).toBe('');
  expect(await online()).toBe('ws-1/old');
});

it('closes no question early of a session just rebuilt, whose players are not all known to be here yet', async () => {
  const session = keys.session(sessionId);
  const status = () => redis.hget(session, 'status');
  const now = await redisNow(redis);
  const question = {
    mode: 'live',
    status: 'question',
    index: 0,
    questionId: 'q0',
    openedAt: now,
    closesAt: now,
  };
  await redis.hset(session, { ...question, locked: 0, presentFrom: now + 60_000 });
  await redis.hset(keys.answers(sessionId, 'q0'), 'ada', '');
  await tell('came', 'ws-1/ada');
  await patrol();
  await patrol();
  expect(await status()).toBe('question');
  await redis.hset(session, 'presentFrom', now);
  await patrol();
  expect(await status()).toBe('reveal');
});
