import * as fc from 'fast-check';
import { afterAll, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import { keys } from '../../src/session/state/layout.js';
import type { AnswerOutcome, SubmittedAnswer } from '../../src/scoring/answer-script.js';
import { classicV1 } from '../../src/scoring/classic-v1.js';
import {
  createScriptSession,
  joinScriptSession,
  scriptQuestion,
  submitAnswers,
} from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const NO_LIMIT = 1_000_000;

const rules = fc.record({
  maxPoints: fc.integer({ min: 0, max: 10_000 }),
  timeWeight: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  streakBonus: fc.integer({ min: 0, max: 500 }),
});

const answers = fc.record({
  fraction: fc.oneof(fc.constantFrom(0, 1, 1, 1, 1 / 3, 2 / 3), fc.double({ min: 0, max: 1, noNaN: true })),
  weight: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
  timeLimitMs: fc.integer({ min: 5_000, max: 240_000 }),
  /** The share of the time limit that has passed; some are just above 1, in the grace. */
  gone: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1.000_001)),
  scored: fc.boolean(),
});

it('gives the points and streaks of classic-v1, in thousands of generated cases', async () => {
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(rules, fc.array(answers, { minLength: 60, maxLength: 60 }), async (rule, drawn) => {
      const sessionId = await createScriptSession(redis, rule);
      await joinScriptSession(redis, sessionId, 'ada');
      const opened = await redisNow(redis);
      const clock: Record<string, number> = {};
      const submitted = drawn.map(
        ({ fraction, weight, timeLimitMs, gone, scored }, index): SubmittedAnswer => {
          clock[`ada:q${index}`] = opened - Math.floor(timeLimitMs * gone);
          const graded = scriptQuestion(`q${index}`, timeLimitMs, weight, scored);
          return { playerId: 'ada', graded, fraction: scored ? fraction : 0, value: 'true' };
        },
      );
      await redis.hset(keys.clock(sessionId), clock);
      const outcomes = (await submitAnswers(redis, sessionId, submitted, NO_LIMIT))!;
      let streak = 0;
      let score = 0;
      outcomes.forEach((outcome, index) => {
        expect(outcome.status).toBe('accepted');
        const { elapsedMs } = JSON.parse(outcome.event) as { elapsedMs: number };
        const { graded, fraction } = submitted[index]!;
        const { timeLimitMs, weight } = graded.question;
        const { scored } = graded;
        const expected = classicV1({ scored, fraction, elapsedMs, timeLimitMs, weight, streak }, rule);
        streak = expected.streak;
        score += expected.points;
        expect(outcome).toMatchObject({ points: expected.points, streak, score, rank: 1 });
        cases += 1;
      });
    }),
    { numRuns: 60 },
  );
  expect(cases).toBeGreaterThanOrEqual(3_000);
});

it('orders players totally, whatever the order of joins and answers', async () => {
  const step = fc.record({
    player: fc.nat(11),
    question: fc.nat(7),
    fraction: fc.constantFrom(0, 0.25, 0.5, 1),
  });
  const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 });
  const untimed = { maxPoints: 4, timeWeight: 0, streakBonus: 1 };
  await fc.assert(
    fc.asyncProperty(batches, async (drawn) => {
      const sessionId = await createScriptSession(redis, untimed);
      const seats = new Map<string, { score: number; reachedAt: number }>();
      for (const batch of drawn) {
        for (const { player } of batch) await seat(sessionId, `p${player}`, seats);
        const now = await redisNow(redis);
        const submitted = batch.map(({ player, question, fraction }): SubmittedAnswer => {
          const graded = scriptQuestion(`q${question}`, 5_000, 1);
          return { playerId: `p${player}`, graded, fraction, value: 'true' };
        });
        await redis.hset(
          keys.clock(sessionId),
          Object.fromEntries(
            submitted.map(({ playerId, graded }) => [`${playerId}:${graded.question.id}`, now]),
          ),
        );
        const outcomes = (await submitAnswers(redis, sessionId, submitted, NO_LIMIT))!;
        outcomes.forEach((outcome, index) => follow(seats, submitted[index]!.playerId, outcome));
      }
      const expected = [...seats]
        .toSorted(
          ([idA, a], [idB, b]) => b.score - a.score || a.reachedAt - b.reachedAt || (idA < idB ? 1 : -1),
        )
        .map(([playerId]) => playerId);
      expect(await redis.zrevrange(keys.board(sessionId), 0, -1)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

type Seats = Map<string, { score: number; reachedAt: number }>;

async function seat(sessionId: string, playerId: string, seats: Seats): Promise<void> {
  if (seats.has(playerId)) return;
  await joinScriptSession(redis, sessionId, playerId);
  const events = await redis.xrevrange(keys.outbox(sessionId), '+', '-', 'COUNT', 1);
  const { at } = JSON.parse(events[0]![1][1]!) as { at: number };
  seats.set(playerId, { score: 0, reachedAt: at });
}

function follow(seats: Seats, playerId: string, outcome: AnswerOutcome): void {
  if (outcome.status !== 'accepted' || outcome.points === 0) return;
  const { at } = JSON.parse(outcome.event) as { at: number };
  seats.set(playerId, { score: outcome.score, reachedAt: at });
}

it('counts an answer once, tells a repeated one the first result, and refuses the unseated', async () => {
  const sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await joinScriptSession(redis, sessionId, 'ada');
  await redis.hset(keys.clock(sessionId), 'ada:q1', await redisNow(redis));
  const graded = scriptQuestion('q1', 5_000, 1);
  const right = { playerId: 'ada', graded, fraction: 1, value: 'true' };
  const wrong = { ...right, fraction: 0, value: 'false' };
  const stranger = { ...right, playerId: 'eve' };
  const outcomes = (await submitAnswers(redis, sessionId, [right, wrong, stranger], NO_LIMIT))!;
  expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'duplicate', 'forbidden']);
  expect(outcomes[1]!.event).toMatch(/^1000\|1\|1\|\d+\|\d+\|true$/);
  expect(outcomes[1]!.score).toBe(1000);
});

const adasAnswer = (id: string): SubmittedAnswer => ({
  playerId: 'ada',
  graded: scriptQuestion(id, 5_000, 1),
  fraction: 1,
  value: 'true',
});

it('answers busy when the outbox is full, and late after the grace', async () => {
  const sessionId = await createScriptSession(redis, { maxPoints: 1000, timeWeight: 0, streakBonus: 0 });
  await joinScriptSession(redis, sessionId, 'ada');
  const now = await redisNow(redis);
  await redis.hset(keys.clock(sessionId), { 'ada:q1': now, 'ada:q2': now - 5_600 });
  const entries = await redis.xlen(keys.outbox(sessionId));
  const status = async (id: string, limit: number) =>
    (await submitAnswers(redis, sessionId, [adasAnswer(id)], limit))![0]!.status;
  expect(await status('q1', entries)).toBe('busy');
  expect(await status('q1', entries + 1)).toBe('accepted');
  expect(await status('q2', NO_LIMIT)).toBe('late');
  expect(await status('q3', NO_LIMIT)).toBe('closed');
});

it('says so when there is no such session', async () => {
  expect(await submitAnswers(redis, 'nowhere', [adasAnswer('q1')], NO_LIMIT)).toBeUndefined();
});
