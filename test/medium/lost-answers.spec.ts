import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import { check } from '../../src/rebuild/rebuild-scripts.js';
import { keys } from '../../src/session/state/layout.js';
import { readState } from '../../src/session/state/scripts.js';
import {
  createScriptSession,
  joinScriptSession,
  scriptQuestion,
  submitAnswers,
} from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

let sessionId: string;
const stateFor = (playerId: string) => readState(redis, sessionId, playerId, ['q1', 'q2']);

beforeEach(async () => {
  sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  for (const player of ['ada', 'bob']) await joinScriptSession(redis, sessionId, player);
  await redis.hset(keys.clock(sessionId), { 'ada:q1': await redisNow(redis) });
  const answer = { playerId: 'ada', graded: scriptQuestion('q1', 20_000, 1), fraction: 1, value: 'true' };
  const [outcome] = (await submitAnswers(redis, sessionId, [answer], 1_000))!;
  if (outcome!.status !== 'accepted') throw new Error(`Ada's answer is ${outcome!.status}`);
  await redis.del(keys.answers(sessionId, 'q1'));
});

describe('a session that has lost the answers to a question', () => {
  it('is lost for the player who gave one, and for a host who asks for all of them', async () => {
    expect(await stateFor('ada')).toBeUndefined();
    expect(await stateFor('')).toBeUndefined();
    expect(await check(redis, sessionId, ['q1', 'q2'])).toBe('broken');
  });

  it('goes on for others while it is played, and is lost for everybody after its end', async () => {
    expect(await stateFor('bob')).toMatchObject({ own: { score: 0 } });
    await redis.hset(keys.session(sessionId), 'status', 'ended');
    expect(await stateFor('bob')).toBeUndefined();
  });

  it('is whole for those who do not look for it', async () => {
    expect(await readState(redis, sessionId)).toMatchObject({ players: 2 });
    expect(await check(redis, sessionId, ['q2'])).toBe('whole');
  });
});
