import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/session/state/layout.js';
import { advance, command } from '../../src/session/state/scripts.js';
import { createScriptSession, durability, joinScriptSession } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

let sessionId: string;

beforeEach(async () => {
  sessionId = await createScriptSession(
    redis,
    { maxPoints: 1000, timeWeight: 0, streakBonus: 0 },
    { mode: 'live', status: 'lobby', questions: 'q0 60000' },
  );
  await joinScriptSession(redis, sessionId, 'ada');
  await command(durability(redis), sessionId, { command: 'start', callId: 'call-1' });
});

it('brings the state along for a node that has an older one, and nothing for one that has it', async () => {
  const { state, dueInMs } = (await advance(redis, sessionId, 0))!;
  expect(state).toMatchObject({ status: 'question', index: 0, players: 1, answered: 0 });
  expect(dueInMs).toBeGreaterThan(59_000);
  expect(await advance(redis, sessionId, state!.rev)).not.toHaveProperty('state');
});

it('makes the state newer than what a failover took back after a node had sent it', async () => {
  const sent = (await advance(redis, sessionId, 0))!.state!.rev + 1_000_000;
  const { state } = (await advance(redis, sessionId, sent))!;
  expect(state!.rev).toBeGreaterThan(sent);
  expect(state).toMatchObject({ status: 'question', index: 0 });
});

it('is nothing for a session that is lost', async () => {
  await redis.del(keys.board(sessionId));
  expect(await advance(redis, sessionId, 0)).toBeUndefined();
});
