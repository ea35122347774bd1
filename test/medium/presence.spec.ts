import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/session/state/layout.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import {
  patrol as patrolAs,
  presence,
  type PresenceChange,
} from '../../src/session/state/presence-scripts.js';
import { advance, command as sendCommand, type CommandScriptCall } from '../../src/session/state/scripts.js';
import { createScriptSession, durability, joinScriptSession } from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

let sessionId: string;

/** @returns the socket that it replaces, if any */
async function say(change: PresenceChange, socket: string, player = 'ada'): Promise<string | undefined> {
  const outcome = await presence(redis, sessionId, change, player, socket);
  return outcome?.code === 'ok' ? outcome.replaced : outcome?.code;
}

/** @returns the code of its outcome */
const command = (call: Omit<CommandScriptCall, 'callId'>) =>
  sendCommand(durability(redis), sessionId, { callId: 'call-1', ...call });

/** The beat that each node's last patrol returned. */
const beats = new Map<string, number>();

async function patrol(node = 'ws-1', leaving = false): Promise<boolean> {
  const { known, beat } = (await patrolAs(redis, sessionId, node, beats.get(node) ?? -1, leaving))!;
  if (!leaving) beats.set(node, beat);
  return known;
}

/** Lets `seconds` seconds pass, in which the nodes patrol as usual. */
async function pass(seconds: number, nodes = ['ws-1']): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await redis.hincrby(keys.session(sessionId), 'beatAt', -1_000);
    for (const node of nodes) await patrol(node);
  }
}

const online = (player = 'ada') => redis.hget(keys.online(sessionId), player);
const status = () => redis.hget(keys.session(sessionId), 'status');

beforeEach(async () => {
  beats.clear();
  sessionId = await createScriptSession(
    redis,
    { maxPoints: 1000, timeWeight: 0, streakBonus: 0 },
    { mode: 'live', status: 'lobby', questions: 'q0 60000 q1 60000' },
  );
  for (const player of ['ada', 'bob']) await joinScriptSession(redis, sessionId, player);
});

/** Opens a question. Ada, at the first node, has answered it; Bob, at the second, has not. */
async function openQuestion(): Promise<void> {
  await say('came', 'ws-1/ada');
  await say('came', 'ws-2/bob', 'bob');
  for (const node of ['ws-1', 'ws-2']) await patrol(node);
  await command({ command: 'start' });
  await redis.hset(keys.answers(sessionId, 'q0'), 'ada', '0|0|0|0|0|true');
  await redis.hset(keys.session(sessionId), 'n:q0', 1);
  await redis.srem(keys.waiting(sessionId), 'ada');
}

describe('a player’s socket', () => {
  it('is replaced by a newer one', async () => {
    expect(await say('came', 'ws-1/old')).toBe('');
    expect(await say('came', 'ws-2/new')).toBe('ws-1/old');
    expect(await online()).toBe('ws-2/new');
  });

  it('does not throw out one that was admitted after it, however late it says that it has come', async () => {
    await say('came', 'ws-2/new@1796000002000');
    expect(await say('came', 'ws-1/old@1796000001000')).toBe('stale');
    expect(await online()).toBe('ws-2/new@1796000002000');
    expect(await say('came', 'ws-1/next@1796000003000')).toBe('ws-2/new@1796000002000');
  });

  it('is replaced by a newer one after the clock was set back', async () => {
    await say('came', 'ws-2/old@1796003600000');
    expect(await say('came', 'ws-1/new@1796000000000')).toBe('ws-2/old@1796003600000');
  });

  it('of a node that was given up does not throw out a player who came back on another', async () => {
    await say('came', 'ws-1/old');
    await say('came', 'ws-2/new');
    expect(await say('stays', 'ws-1/old')).toBe('');
    await say('went', 'ws-1/old');
    await say('left', 'ws-1/old');
    expect(await online()).toBe('ws-2/new');
  });

  it('is put back when presence was lost', async () => {
    await say('came', 'ws-1/old');
    await redis.del(keys.online(sessionId));
    expect(await say('stays', 'ws-1/old')).toBe('');
    expect(await online()).toBe('ws-1/old');
  });

  it('has no place in a session that has sent its player away', async () => {
    expect(await command({ command: 'kick', playerId: 'ada', folded: 'ada' })).toBe('ok');
    expect(await say('came', 'ws-1/ada')).toBe('PLAYER_UNKNOWN');
    expect(await say('stays', 'ws-1/ada')).toBe('PLAYER_UNKNOWN');
    expect(await online()).toBeNull();
  });
});

describe('everyone who is there has answered', () => {
  beforeEach(openQuestion);

  it('not while a player whose line broke can still come back', async () => {
    await say('went', 'ws-2/bob', 'bob');
    await pass(9, ['ws-1', 'ws-2']);
    expect(await status()).toBe('question');
    await pass(2, ['ws-1', 'ws-2']);
    expect(await status()).toBe('reveal');
    expect(await online('bob')).toBeNull();
  });

  it('not when the player is back by another socket', async () => {
    await say('went', 'ws-2/bob', 'bob');
    await pass(5, ['ws-1', 'ws-2']);
    await say('came', 'ws-1/bob', 'bob');
    await pass(12, ['ws-1', 'ws-2']);
    expect(await status()).toBe('question');
  });

  it('at once when the last one left by choice', async () => {
    await say('left', 'ws-2/bob', 'bob');
    expect(await status()).toBe('reveal');
  });

  it('not before a node that has fallen silent is given up', async () => {
    await pass(9, ['ws-1']);
    expect(await status()).toBe('question');
    await pass(2, ['ws-1']);
    expect(await status()).toBe('reveal');
  });

  it.each([
    ['Redis was silent', -60_000],
    ['its clock was set ahead', -3_600_000],
    ['its clock was set back', 3_600_000],
  ])('not because %s', async (_what, shift) => {
    const closesAt = Number(await redis.hget(keys.session(sessionId), 'closesAt'));
    await redis.hincrby(keys.session(sessionId), 'beatAt', shift);
    await patrol('ws-1');
    await patrol('ws-2');
    expect(await status()).toBe('question');
    expect(await online('bob')).toBe('ws-2/bob');
    // The question has as much time left as before.
    const moved = Number(await redis.hget(keys.session(sessionId), 'closesAt')) - closesAt;
    expect(Math.abs(moved + shift)).toBeLessThan(500);
  });

  it('not because the set of those waited for is lost', async () => {
    await redis.del(keys.waiting(sessionId));
    await pass(1, ['ws-1', 'ws-2']);
    expect(await status()).toBe('question');
    expect(await redis.smembers(keys.waiting(sessionId))).toEqual(['bob']);
  });

  it('not because presence is lost: every node says anew who is here', async () => {
    await redis.del(keys.online(sessionId));
    expect(await patrol('ws-1')).toBe(false);
    await say('stays', 'ws-1/ada');
    await pass(1, ['ws-1']);
    expect(await status()).toBe('question');
    expect(await patrol('ws-2')).toBe(false);
    await say('stays', 'ws-2/bob', 'bob');
    await pass(6, ['ws-1', 'ws-2']);
    expect(await status()).toBe('question');
  });

  it('after a while not for a player whose node went without a word of it', async () => {
    await redis.zrem(keys.nodes(sessionId), 'ws-2');
    // The loss is found after ten seconds. Then the player counts as one whose connection broke, and gets another ten.
    await pass(19, ['ws-1']);
    expect(await status()).toBe('question');
    await pass(3, ['ws-1']);
    expect(await status()).toBe('reveal');
    expect(await online('bob')).toBeNull();
  });

  it('not for ten seconds, when the player’s node has drained and said goodbye, whenever that was', async () => {
    for (const secondsBefore of [0, 3, 6, 9]) {
      await say('came', 'ws-2/bob', 'bob');
      await pass(secondsBefore, ['ws-1', 'ws-2']);
      await say('went', 'ws-2/bob', 'bob');
      await patrol('ws-2', true);
      await pass(9, ['ws-1']);
      expect({ secondsBefore, status: await status() }).toEqual({ secondsBefore, status: 'question' });
    }
    await pass(2, ['ws-1']);
    expect(await status()).toBe('reveal');
  });

  it('not while a node of the version before has players here', async () => {
    await redis.zrem(keys.nodes(sessionId), 'ws-2');
    await redis.zadd(`podium:{${sessionId}}:nodes`, Date.now(), 'ws-2');
    await pass(25, ['ws-1']);
    expect(await status()).toBe('question');
    expect(await online('bob')).toBe('ws-2/bob');
  });

  it('never, when the session does not close early', async () => {
    await redis.hset(keys.session(sessionId), 'earlyClose', 0);
    await say('left', 'ws-2/bob', 'bob');
    await pass(2, ['ws-1']);
    expect(await status()).toBe('question');
  });
});

it('closes no question early of a session just rebuilt, whose players are not all known to be here yet', async () => {
  await openQuestion();
  await redis.hset(keys.session(sessionId), 'rollUntil', 1_000_000);
  await say('left', 'ws-2/bob', 'bob');
  await pass(1, ['ws-1']);
  expect(await status()).toBe('question');
  await redis.hset(keys.session(sessionId), 'rollUntil', 0);
  await pass(1, ['ws-1']);
  expect(await status()).toBe('reveal');
});

it('closes a question whose time was over while no node was there', async () => {
  await openQuestion();
  for (const node of ['ws-1', 'ws-2']) {
    await patrolAs(redis, sessionId, node, -1, true);
  }
  const now = await redisNow(redis);
  await redis.hset(keys.session(sessionId), { closesAt: now - 500, dueAt: now - 250 });
  await patrol('ws-3');
  const advanced = await advance(redis, sessionId, 0);
  expect([await status(), advanced?.dueInMs]).toEqual(['reveal', -1]);
});
