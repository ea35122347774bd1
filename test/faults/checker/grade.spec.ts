import { describe, expect, it } from 'vitest';
import type { AskedQuestion, Value } from '../history.js';
import { grade } from './grade.js';
import { rulePoints } from './rule-points.js';

const base = { id: 'q', timeLimitMs: 20_000, weight: 1 as const };

describe('grade', () => {
  it.each<[Partial<AskedQuestion> & Pick<AskedQuestion, 'type'>, Value | undefined, number]>([
    [{ type: 'single', correct: ['a'] }, ['a'], 1],
    [{ type: 'single', correct: ['a'] }, ['b'], 0],
    [{ type: 'multiple', correct: ['a', 'b'] }, ['b', 'a'], 1],
    [{ type: 'multiple', correct: ['a', 'b'] }, ['a'], 0],
    [{ type: 'multiple', correct: ['a', 'b'] }, ['a', 'b', 'c'], 0],
    [{ type: 'true-false', correct: false }, false, 1],
    [{ type: 'true-false', correct: false }, true, 0],
    [{ type: 'true-false', correct: false }, undefined, 0],
    [{ type: 'order', correct: ['b', 'a'] }, ['b', 'a'], 1],
    [{ type: 'order', correct: ['b', 'a'] }, ['a', 'b'], 0],
    [{ type: 'number', correct: 10 }, 10, 1],
    [{ type: 'number', correct: 10 }, 10.1, 0],
    [{ type: 'number', correct: 10, tolerance: 4 }, 14, 1],
    [{ type: 'number', correct: 10, tolerance: 4 }, 5, 0.75],
    [{ type: 'number', correct: 10, tolerance: 4 }, 16, 0.5],
    [{ type: 'number', correct: 10, tolerance: 4 }, 18, 0],
    [{ type: 'number', correct: 10, tolerance: 4 }, -90, 0],
    [{ type: 'number', correct: 1, tolerance: 0.1 }, 1.1, 1],
    [{ type: 'poll' }, ['a'], 0],
  ])('%j answered %j is worth %d', (question, value, fraction) =>
    expect(grade({ ...base, ...question }, value)).toBe(fraction),
  );
});

const points = (answer: object, scoring: object = {}, question: object = {}) =>
  rulePoints(
    { ...base, type: 'true-false', ...question },
    { maxPoints: 1_000, timeWeight: 0.5, streakBonus: 0, multiple: 'strict', ...scoring },
    { fraction: 1, elapsedMs: 0, streak: 1, ...answer },
  );

describe('rulePoints', () => {
  it('gives what Kahoot documents', () => {
    expect(points({ elapsedMs: 499 })).toBe(1_000);
    expect(points({ elapsedMs: 500 })).toBe(988);
    expect(points({ elapsedMs: 2_000 }, {}, { timeLimitMs: 30_000 })).toBe(967);
    expect(points({ elapsedMs: 10_000 })).toBe(750);
    expect(points({ elapsedMs: 20_250 })).toBe(500);
    expect(points({ fraction: 0, streak: 0 })).toBe(0);
  });

  it('rounds halves up, weighs, and divides', () => {
    expect(points({}, { maxPoints: 1_001, timeWeight: 0 }, { weight: 2 })).toBe(2_002);
    expect(points({ fraction: 0.5, streak: 0 }, { maxPoints: 1_001 })).toBe(501);
    expect(points({}, {}, { weight: 0 })).toBe(0);
    expect(points({}, {}, { type: 'poll' })).toBe(0);
  });

  it('adds the bonus of a streak, for five steps, to who is fully right', () => {
    const bonus = (streak: number) => points({ streak }, { streakBonus: 100 }) - 1_000;
    expect([1, 2, 6, 7, 60].map(bonus)).toEqual([0, 100, 500, 500, 500]);
    expect(points({ streak: 3 }, { streakBonus: 100 }, { weight: 0 })).toBe(200);
    expect(points({ fraction: 0.5, streak: 0 }, { streakBonus: 100 })).toBe(500);
  });
});
