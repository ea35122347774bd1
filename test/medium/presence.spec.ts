import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys, scriptKeys } from '../../src/platform/redis/keys.js';
import { PRESENCE } from '../../src/session/live/presence.js';
import { sessionScripts } from '../../src/session/session-scripts.js';
import { createScriptSession, joinScriptSession } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

let sessionId: string;

/** @returns the socket that it replaces, if any */
const tell = (change: keyof typeof PRESENCE, socket: string) =>
  sessionScripts.presence.run(redis, scriptKeys(sessionId), [sessionId, PRESENCE[change], 'ada', socket]);
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
