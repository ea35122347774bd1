import * as fc from 'fast-check';
import { afterAll, expect, inject, it } from 'vitest';
import type { AnswerEvent, SessionEvent } from '../../src/contracts/kafka-events.js';
import type { Question } from '../../src/contracts/quiz.js';
import type { ResultRecord } from '../../src/persistence/result-record.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { redisNow } from '../../src/platform/redis/redis-now.js';
import { keys } from '../../src/session/state/layout.js';
import { standingOf } from '../../src/rebuild/rebuilt-player.js';
import type { SubmittedAnswer } from '../../src/scoring/answer-script.js';
import type { FrozenSession } from '../../src/session/frozen-session.js';
import { withDefaults } from '../../src/session/settings.dto.js';
import {
  createScriptSession,
  joinScriptSession,
  scriptQuestion,
  scriptOutbox,
  submitAnswers,
} from '../support/script-session.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const QUESTIONS = 6;
const PLAYERS = ['ada', 'bob', 'cy'];
const rule = { maxPoints: 900, timeWeight: 0.5, streakBonus: 50 };
/** Every third question is a poll. */
const graded = Array.from({ length: QUESTIONS }, (_, index) => ({
  ...scriptQuestion(`q${index}`, 20_000, 1, index % 3 !== 2),
  number: index,
}));

const frozen: FrozenSession = {
  sessionId: 's',
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

/** The results that the worker would have written from these events. */
function results(events: (AnswerEvent | SessionEvent)[]): Map<string, ResultRecord> {
  const records = new Map<string, ResultRecord>();
  for (const event of events) {
    if ('questionId' in event && 'points' in event) {
      const { questionId, playerId, ...answer } = event;
      records.get(playerId)!.answers![questionId] = answer;
    } else if ('type' in event && event.type === 'player-joined') {
      const { playerId, sessionId, at } = event;
      records.set(playerId, { _id: playerId, sessionId, playerId, joinedAt: at, answers: {} });
    }
  }
  return records;
}

it('rebuilds the board and tallies that the answer script left, from the events alone', async () => {
  const step = fc.record({
    player: fc.constantFrom(...PLAYERS),
    question: fc.nat(QUESTIONS - 1),
    fraction: fc.constantFrom(0, 0.5, 1, 1),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const sessionId = await createScriptSession(redis, rule);
      for (const player of PLAYERS) await joinScriptSession(redis, sessionId, player);
      for (const { player, question, fraction } of steps) {
        const one = graded[question]!;
        await redis.hset(
          keys.clock(sessionId),
          `${player}:q${question}`,
          (await redisNow(redis)) - question * 1_000,
        );
        const answer: SubmittedAnswer = {
          playerId: player,
          graded: one,
          fraction: one.scored ? fraction : 0,
          value: 'true',
        };
        await submitAnswers(redis, sessionId, [answer], 1_000);
        // Two answers in the same millisecond of Redis' clock have no order that the events could show.
        const given = await redisNow(redis);
        while ((await redisNow(redis)) === given);
      }
      const entries = await scriptOutbox(redis).read(sessionId, '+', 1_000);
      const events = entries
        .slice(1)
        .map(({ record }) => JSON.parse(record.value) as AnswerEvent | SessionEvent);
      const createdAt = Number(await redis.hget(keys.session(sessionId), 'createdAt'));
      for (const [playerId, record] of results(events)) {
        const { boardScore, tally } = standingOf(frozen, record, createdAt);
        expect(boardScore).toBe(Number(await redis.zscore(keys.board(sessionId), playerId)));
        const left = (await redis.hget(keys.tallies(sessionId), playerId))!;
        // The number of the last question has a meaning only in a live session.
        expect(tally.split(' ').slice(0, 3)).toEqual(left.split(' ').slice(0, 3));
      }
    }),
    { numRuns: 60 },
  );
});
