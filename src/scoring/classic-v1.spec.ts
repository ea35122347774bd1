import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../question/kinds.js';
import { anyQuestion } from '../question/question.fixture.js';
import { mostPoints } from '../session/most-points.js';
import { classicV1 } from './classic-v1.js';

const defaults = { maxPoints: 1000, timeWeight: 0.5, streakBonus: 0 };
const answer = {
  scored: true,
  fraction: 1,
  elapsedMs: 0,
  timeLimitMs: 20_000,
  weight: 1 as const,
  streak: 0,
};
const points = (change: Partial<Parameters<typeof classicV1>[0]>, rule = defaults) =>
  classicV1({ ...answer, ...change }, rule).points;
const streakAfter = (change: object) => classicV1({ ...answer, streak: 4, ...change }, defaults).streak;

const rule = fc.record({
  maxPoints: fc.integer({ min: 0, max: 10_000 }),
  timeWeight: fc.double({ min: 0, max: 1, noNaN: true }),
  streakBonus: fc.integer({ min: 0, max: 10_000 }),
});
const anyAnswer = fc.record({
  scored: fc.boolean(),
  fraction: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  elapsedMs: fc.integer({ min: -1_000, max: 300_000 }),
  timeLimitMs: fc.integer({ min: 5_000, max: 240_000 }),
  weight: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
  streak: fc.nat({ max: 200 }),
});

describe('classic-v1', () => {
  it('gives what Kahoot documents', () => {
    expect(points({})).toBe(1000);
    expect(points({ elapsedMs: 499 })).toBe(1000);
    expect(points({ elapsedMs: 500 })).toBe(988);
    expect(points({ elapsedMs: 10_000 })).toBe(750);
    expect(points({ elapsedMs: 20_000 })).toBe(500);
    expect(points({ elapsedMs: 2_000, timeLimitMs: 30_000 })).toBe(967);
    expect(points({ fraction: 0 })).toBe(0);
  });

  it('counts an answer in the grace as one at the limit', () => {
    expect(points({ elapsedMs: 20_250 })).toBe(500);
  });

  it('doubles, drops and divides', () => {
    expect(points({ weight: 2 })).toBe(2000);
    expect(points({ weight: 0 })).toBe(0);
    expect(points({ fraction: 0.5, elapsedMs: 20_000 })).toBe(250);
    expect(points({ elapsedMs: 20_000 }, { ...defaults, timeWeight: 0 })).toBe(1000);
    expect(points({ elapsedMs: 20_000 }, { ...defaults, timeWeight: 1 })).toBe(0);
  });

  it('adds a bonus from the second right answer on, for five steps', () => {
    const bonus = (streak: number) => points({ streak }, { ...defaults, streakBonus: 100 }) - 1000;
    expect([0, 1, 2, 3, 4, 5, 6, 60].map(bonus)).toEqual([0, 100, 200, 300, 400, 500, 500, 500]);
    expect(points({ streak: 3, fraction: 0.5 }, { ...defaults, streakBonus: 100 })).toBe(500);
  });

  it('counts a streak of fully right answers that polls leave alone', () => {
    expect(streakAfter({})).toBe(5);
    expect(streakAfter({ fraction: 0.99 })).toBe(0);
    expect(streakAfter({ scored: false, fraction: 0 })).toBe(4);
  });

  it('gives whole points between 0 and the most there is', () => {
    fc.assert(
      fc.property(anyAnswer, rule, (one, rules) => {
        const given = classicV1(one, rules).points;
        expect(Number.isInteger(given)).toBe(true);
        expect(given).toBeGreaterThanOrEqual(0);
        expect(given).toBeLessThanOrEqual(one.weight * rules.maxPoints + 5 * rules.streakBonus);
      }),
    );
  });

  it('never rewards waiting, nor being less right', () => {
    fc.assert(
      fc.property(
        anyAnswer,
        rule,
        fc.nat({ max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, rules, wait, share) => {
          const best = classicV1(one, rules).points;
          expect(classicV1({ ...one, elapsedMs: one.elapsedMs + wait }, rules).points).toBeLessThanOrEqual(
            best,
          );
          expect(classicV1({ ...one, fraction: one.fraction * share }, rules).points).toBeLessThanOrEqual(
            best,
          );
        },
      ),
    );
  });
});

describe('mostPoints', () => {
  it('counts the streak over scored questions alone', () => {
    const base = { id: 'q', text: 'So?', timeLimitMs: 20_000, type: 'true-false' as const, correct: true };
    const quiz = [
      { ...base, weight: 1 as const },
      {
        id: 'p',
        text: 'Which?',
        timeLimitMs: 20_000,
        type: 'poll' as const,
        choices: [],
        weight: 2 as const,
      },
      { ...base, weight: 2 as const },
    ];
    expect(mostPoints(quiz, { ...defaults, streakBonus: 100 })).toBe(1000 + 2000 + 100);
    expect(mostPoints([], defaults)).toBe(0);
  });

  it('is never exceeded, in whatever order the questions come', () => {
    const game = fc.array(fc.tuple(anyQuestion, anyAnswer), { maxLength: 12 });
    fc.assert(
      fc.property(game, rule, (turns, rules) => {
        let total = 0;
        let streak = 0;
        for (const [{ type, weight, timeLimitMs }, one] of turns.toReversed()) {
          const score = classicV1({ ...one, scored: kinds[type].scored, weight, timeLimitMs, streak }, rules);
          total += score.points;
          streak = score.streak;
        }
        expect(total).toBeLessThanOrEqual(
          mostPoints(
            turns.map(([question]) => question),
            rules,
          ),
        );
      }),
    );
  });
});
