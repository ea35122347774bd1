import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderQuestion } from '../contracts/quiz.js';
import { playerQuestion } from './player-question.js';
import { anyQuestion } from './question.fixture.js';

const SECRETS = ['correct', 'accepted', 'tolerance', 'explanation', 'caseSensitive', 'later'];
const seed = fc.option(fc.string(), { nil: undefined });

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];

const order = (ids: string[]): OrderQuestion => ({
  id: 'q1',
  type: 'order',
  text: 'In turn?',
  choices: ids.map((id) => ({ id, text: `Text ${id}` })),
  correct: ['a', 'b', 'c', 'd'],
  timeLimitMs: 20_000,
  weight: 1,
});

describe('playerQuestion', () => {
  it('never lets a secret through, not even one added later', () => {
    fc.assert(
      fc.property(anyQuestion, seed, (question, shuffleSeed) => {
        const extended = { ...question, later: 'secret', media: { imageUrl: 'https://a.example', later: 1 } };
        if ('choices' in extended)
          extended.choices = extended.choices.map((choice) => ({ ...choice, later: 1 }));
        const keys = keysOf(playerQuestion(extended, shuffleSeed));
        expect(keys.filter((key) => SECRETS.includes(key))).toEqual([]);
      }),
    );
  });

  it('keeps what players need, and every choice once', () => {
    fc.assert(
      fc.property(anyQuestion, seed, (question, shuffleSeed) => {
        const seen = playerQuestion(question, shuffleSeed);
        const { id, type, text, timeLimitMs, weight } = question;
        expect(seen).toMatchObject({ id, type, text, timeLimitMs, weight });
        expect(seen.media).toEqual(question.media);
        const ids =
          'choices' in question ? question.choices.map((choice) => choice.id).toSorted() : undefined;
        expect(seen.choices?.map((choice) => choice.id).toSorted()).toEqual(ids);
        expect(playerQuestion(question, shuffleSeed)).toEqual(seen);
      }),
    );
  });

  it('tells nothing of how the author wrote the choices of an order question', () => {
    const seen = playerQuestion(order(['a', 'b', 'c', 'd']));
    expect(playerQuestion(order(['d', 'b', 'a', 'c']))).toEqual(seen);
    expect(playerQuestion(order(['c', 'd', 'b', 'a']), 'seed')).toEqual(
      playerQuestion(order(['a', 'b', 'c', 'd']), 'seed'),
    );
  });

  it('keeps the order of other choices unless there is a seed', () => {
    const question = { ...order(['a', 'b', 'c', 'd']), type: 'multiple' as const };
    expect(playerQuestion(question).choices).toEqual(question.choices);
    const orders = new Set(
      ['1', '2', '3', '4', '5', '6'].map((s) =>
        playerQuestion(question, s)
          .choices?.map(({ id }) => id)
          .join(''),
      ),
    );
    expect(orders.size).toBeGreaterThan(1);
  });

  it('shows the bounds of a number', () => {
    const number = { ...order([]), type: 'number' as const, correct: 4, tolerance: 1, min: 0, max: 9 };
    expect(playerQuestion(number)).toMatchObject({ min: 0, max: 9 });
  });
});
