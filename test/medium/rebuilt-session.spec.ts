import * as fc from 'fast-check';
import { afterAll, expect, inject, it } from 'vitest';
import type { AnswerEvent, SessionEvent } from '../../src/contracts/kafka-events.js';
import type { Question } from '../../src/contracts/quiz.js';
import type { ResultRecord } from '../../src/persistence/result-record.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import { keys } from '../../src/session/state/layout.js';
import { check as checkSession, restore as restoreInto } from '../../src/rebuild/rebuild-scripts.js';
import { restoreArgs } from '../../src/rebuild/restore-args.js';
import { StagedSession } from '../../src/rebuild/staged-session.js';
import type { FrozenSession } from '../../src/session/frozen-session.js';
import type { SessionRecord } from '../../src/session/session.schema.js';
import { withDefaults } from '../../src/session/settings.dto.js';
import {
  createScriptSession,
  joinScriptSession,
  scriptOutbox,
  scriptQuestion,
  submitAnswers,
} from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const ME = 'this-worker';
const PLAYERS = ['ada', 'bob', 'cy'];
const rule = { maxPoints: 900, timeWeight: 0.5, streakBonus: 0 };
const graded = Array.from({ length: 5 }, (_, number) => ({
  ...scriptQuestion(`q${number}`, 20_000, 1),
  number,
}));
const questionIds = graded.map(({ question }) => question.id);

/** The record of a session in MongoDB. */
function recordOf(sessionId: string, createdAt: number): { frozen: FrozenSession; record: SessionRecord } {
  const frozen: FrozenSession = {
    sessionId,
    hostId: 'h',
    pin: '000000',
    mode: 'self-paced',
    quiz: {
      id: 'z',
      title: 't',
      version: 1,
      updatedAt: 0,
      questions: graded.map(({ question }): Question => question),
    },
    settings: withDefaults({ scoring: rule }),
  };
  return { frozen, record: { _id: sessionId, createdAt, status: 'open', ...frozen } as SessionRecord };
}

/** The results that the worker would have written from these events. */
function resultsOf(sessionId: string, events: (AnswerEvent | SessionEvent)[]): Map<string, ResultRecord> {
  const records = new Map<string, ResultRecord>();
  for (const event of events) {
    if ('questionId' in event && 'points' in event) {
      const { questionId, playerId, ...answer } = event;
      records.get(playerId)!.answers![questionId] = answer;
    } else if ('type' in event && event.type === 'player-joined') {
      const { playerId, nickname, at } = event;
      const answers = {};
      records.set(playerId, { _id: playerId, sessionId, playerId, nickname, joinedAt: at, answers });
    }
  }
  return records;
}

/** Plays a session. @returns it, with the results that its events give */
async function play(steps: { player: string; question: number; fraction: number }[]) {
  const sessionId = await createScriptSession(redis, rule);
  for (const player of PLAYERS) await joinScriptSession(redis, sessionId, player);
  for (const { player, question, fraction } of steps) {
    await redis.hset(keys.clock(sessionId), `${player}:q${question}`, await redisNow(redis));
    const answer = { playerId: player, graded: graded[question]!, fraction, value: 'true' };
    await submitAnswers(redis, sessionId, [answer], 1_000);
  }
  const entries = await scriptOutbox(redis).read(sessionId, '+', 1_000);
  const events = entries.slice(1).map(({ record }) => JSON.parse(record.value) as AnswerEvent | SessionEvent);
  const createdAt = Number(await redis.hget(keys.session(sessionId), 'createdAt'));
  return { sessionId, createdAt, results: resultsOf(sessionId, events) };
}

async function rebuild(sessionId: string, createdAt: number, results: Iterable<ResultRecord>, lease = ME) {
  const { frozen, record } = recordOf(sessionId, createdAt);
  await redis.set(keys.rebuilding(sessionId), `${lease} 1`, 'PX', 10_000);
  const staged = new StagedSession(redis, frozen, record, ME);
  for (const result of results) await staged.add({ ...result, sessionId });
  return staged.commit(await redisNow(redis));
}

const standingsOf = async (sessionId: string) => ({
  board: await redis.zrange(keys.board(sessionId), '0', '-1', 'WITHSCORES'),
  // The streak is left out: it depends on the order in which answers came, which late ones have lost.
  tallies: Object.fromEntries(
    Object.entries(await redis.hgetall(keys.tallies(sessionId))).map(([player, tally]) => [
      player,
      tally.split(' ').slice(1, 3),
    ]),
  ),
  counts: await redis.hmget(keys.session(sessionId), 'answers', 'seats', 'names'),
});

const check = (sessionId: string) => checkSession(redis, sessionId, questionIds);

const restore = (sessionId: string, createdAt: number, result: ResultRecord) =>
  restoreInto(redis, sessionId, questionIds, restoreArgs(recordOf(sessionId, createdAt).record, result));

it('has the same board as before once what came late is put in, in whatever order and however often', async () => {
  const step = fc.record({
    player: fc.constantFrom(...PLAYERS),
    question: fc.nat(questionIds.length - 1),
    fraction: fc.constantFrom(0, 0.5, 1),
    late: fc.boolean(),
  });
  const all = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 15 }),
    lateJoins: fc.subarray(PLAYERS),
    order: fc.shuffledSubarray(PLAYERS, { minLength: PLAYERS.length }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(all, async ({ steps, lateJoins, order }) => {
      const { sessionId, createdAt, results } = await play(steps);
      const late = new Set(steps.filter((one) => one.late).map((one) => `${one.player} q${one.question}`));
      const known = [...results.values()]
        .filter(({ playerId }) => !lateJoins.includes(playerId))
        .map((result) => ({
          ...result,
          answers: Object.fromEntries(
            Object.entries(result.answers!).filter(([id]) => !late.has(`${result.playerId} ${id}`)),
          ),
        }));
      const rebuilt = `rebuilt-${process.pid}-${run++}`;
      expect(await rebuild(rebuilt, createdAt, known)).toBe('done');
      for (const player of [...order, ...order]) await restore(rebuilt, createdAt, results.get(player)!);
      expect(await standingsOf(rebuilt)).toEqual(await standingsOf(sessionId));
      expect(await check(rebuilt)).toBe('whole');
      for (const player of order)
        expect(await restore(rebuilt, createdAt, results.get(player)!)).toBe('kept');
    }),
    { numRuns: 60 },
  );
});

it('never takes the place of a session that is there, and is nothing at all once its lease is lost', async () => {
  const { createdAt, results } = await play([{ player: 'ada', question: 0, fraction: 1 }]);
  const sessionId = `twice-${process.pid}`;
  expect(await rebuild(sessionId, createdAt, results.values(), 'another-worker')).toBe('busy');
  expect(await check(sessionId)).toBe('gone');
  expect(await rebuild(sessionId, createdAt, results.values())).toBe('done');
  // The game goes on, and a second worker has not noticed that the session is there.
  await redis.hset(keys.clock(sessionId), 'bob:q1', await redisNow(redis));
  const answer = { playerId: 'bob', graded: graded[1]!, fraction: 1, value: 'true' };
  expect(await submitAnswers(redis, sessionId, [answer], 1_000)).toMatchObject([{ status: 'accepted' }]);
  const before = await standingsOf(sessionId);
  expect(await rebuild(sessionId, createdAt, results.values())).toBe('there');
  expect(await standingsOf(sessionId)).toEqual(before);
  expect(await check(sessionId)).toBe('whole');
});

it('is not lost because a node of the version before, which counts nothing, has added to it', async () => {
  const { sessionId } = await play([{ player: 'ada', question: 0, fraction: 1 }]);
  for (const key of [keys.players(sessionId), keys.tallies(sessionId)]) await redis.hset(key, 'eve', '"Eve"');
  await redis.hset(keys.nicknames(sessionId), 'eve', 'eve');
  await redis.zadd(keys.board(sessionId), 0, 'eve');
  await redis.hset(keys.answers(sessionId, 'q0'), 'eve', '0|0|0|0|0|true');
  expect(await check(sessionId)).toBe('whole');
});

it('takes nothing of what another rebuild has left, or still writes', async () => {
  const { createdAt, results } = await play([{ player: 'ada', question: 0, fraction: 1 }]);
  const sessionId = `beside-${process.pid}`;
  await redis.hset(keys.staged(keys.tallies(sessionId), 'another'), 'eve', '0 0 0 -1');
  expect(await rebuild(sessionId, createdAt, results.values())).toBe('done');
  expect(await redis.hexists(keys.tallies(sessionId), 'eve')).toBe(0);
  expect(await check(sessionId)).toBe('whole');
});

it('is done as a whole or not at all', async () => {
  const { createdAt, results } = await play([{ player: 'ada', question: 0, fraction: 1 }]);
  const sessionId = `failing-${process.pid}`;
  await redis.set(keys.staged(keys.tallies(sessionId), ME), 'of another kind');
  await expect(rebuild(sessionId, createdAt, results.values())).rejects.toThrow('WRONGTYPE');
  expect(await check(sessionId)).toBe('gone');
  expect(await redis.exists(keys.board(sessionId), keys.players(sessionId))).toBe(0);
});

it('sees that any part of a session is missing', async () => {
  const { sessionId } = await play([{ player: 'ada', question: 0, fraction: 1 }]);
  expect(await check(sessionId)).toBe('whole');
  const parts = [
    keys.frozen(sessionId),
    keys.board(sessionId),
    keys.tallies(sessionId),
    keys.players(sessionId),
    keys.nicknames(sessionId),
    keys.answers(sessionId, 'q0'),
  ];
  for (const part of parts) {
    const kept = await redis.dumpBuffer(part);
    await redis.del(part);
    expect([part, await check(sessionId)]).toEqual([part, 'broken']);
    await redis.restore(part, 0, kept as unknown as string);
  }
  await redis.del(keys.session(sessionId));
  expect(await check(sessionId)).toBe('gone');
});
