import { describe, expect, it } from 'vitest';
import type { Value } from '../history.js';
import { kinds, valueFor } from './kinds.js';
import { planSession } from './plan.js';
import type { Draft } from './kinds.js';
import { askedOf, makeQuiz } from './quiz.js';
import { Random } from './random.js';

const plan = { ...planSession('1', 'self-paced', 24), questions: 60 };
const quiz = (seed: string) => makeQuiz(new Random(seed), plan);

describe('makeQuiz', () => {
  it('decides the same for the same seed, another for any other', () => {
    expect(quiz('a')).toEqual(quiz('a'));
    expect(quiz('a')).not.toEqual(quiz('b'));
  });

  it('has every type and weight', () => {
    const types = ['multiple', 'number', 'order', 'poll', 'single', 'true-false'];
    expect([...new Set(quiz('a').map(({ type }) => type))].toSorted()).toEqual(types);
    expect(new Set(quiz('a').map(({ weight }) => weight))).toEqual(new Set([0, 1, 2]));
  });

  it('tells the checker no more than it needs', () => {
    for (const asked of quiz('a').map(askedOf)) {
      expect(asked).not.toHaveProperty('choices');
      expect('correct' in asked).toBe(kinds[asked.type].scored);
    }
  });
});

const within = (value: Value, { correct, tolerance = 0 }: Draft) =>
  Math.abs((value as number) - (correct as number)) <= tolerance;
const same = (value: Value, { correct }: Draft) => JSON.stringify(value) === JSON.stringify(correct);
const sorted = (value: unknown) => JSON.stringify((value as string[]).toSorted());

/** As in the scoring rule, without the slope of a number. */
const IS_RIGHT: Record<Draft['type'], (value: Value, question: Draft) => boolean> = {
  single: same,
  multiple: (value, { correct }) => sorted(value) === sorted(correct),
  'true-false': same,
  number: within,
  order: same,
  poll: () => false,
};

describe('valueFor', () => {
  const scored = quiz('a').filter(({ type }) => kinds[type].scored);

  it.each([1, 0])('is as right as the skill of %i says', (skill) => {
    const random = new Random('values');
    for (const question of scored) {
      expect(IS_RIGHT[question.type](valueFor(random, question, skill), question)).toBe(skill === 1);
    }
  });

  it('names known choices, none twice', () => {
    const random = new Random('values');
    for (const question of quiz('b').filter(({ choices }) => choices)) {
      const value = valueFor(random, question, 0.5) as string[];
      expect(new Set(value).size).toBe(value.length);
      expect(question.choices!.map(({ id }) => id)).toEqual(expect.arrayContaining(value));
    }
  });
});
