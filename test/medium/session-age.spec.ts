import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { LeaderboardStore } from '../../src/leaderboard/leaderboard.store.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/session/state/layout.js';
import { patrol } from '../../src/session/state/presence-scripts.js';
import { readFields } from '../../src/session/state/records.js';
import { command, readState } from '../../src/session/state/scripts.js';
import { createScriptSession, durability } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const HOUR_MS = 3_600_000;
let sessionId: string;

/** Moves all times of the session, which is what it sees when the clock of Redis is set by as much. */
async function setClock(ms: number): Promise<void> {
  const { createdAt, beatAt } = await readFields(redis, sessionId, 'createdAt', 'beatAt');
  await redis.hset(keys.session(sessionId), {
    createdAt: Number(createdAt) - ms,
    beatAt: Number(beatAt) - ms,
  });
}

async function publish(): Promise<number> {
  await redis.hincrby(keys.session(sessionId), 'changes', 1);
  await redis.hset(keys.session(sessionId), 'tickAt', 0);
  const outcome = await new LeaderboardStore(redis).tick(sessionId, 0);
  if (outcome.kind !== 'sent') throw new Error(outcome.kind);
  return outcome.version;
}

async function nextRev(): Promise<number> {
  const { locked } = (await readState(redis, sessionId))!;
  await command(durability(redis), sessionId, {
    command: locked ? 'unlock' : 'lock',
    callId: String(Math.random()),
  });
  return (await readState(redis, sessionId))!.rev;
}

beforeEach(async () => {
  const rule = { maxPoints: 1000, timeWeight: 0, streakBonus: 0 };
  sessionId = await createScriptSession(redis, rule);
  await patrol(redis, sessionId, 'ws-1', -1);
});

it('rises by the time that passes, not by a clock that is set, so that a rebuild never falls behind it', async () => {
  await setClock(HOUR_MS);
  // A rebuild, which knows of no set clock, goes on from the time since the creation: here a few seconds at most.
  expect(await publish()).toBeLessThan(20);
  expect(await nextRev()).toBeLessThan(10_000);
  const [version, rev] = [await publish(), await nextRev()];
  await setClock(-HOUR_MS);
  expect(await publish()).toBe(version + 1);
  expect(await nextRev()).toBe(rev + 1);
});
