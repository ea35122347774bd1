import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerValue, Question, TextQuestion } from '../contracts/quiz.js';
import { Distribution, distribution } from './distribution.js';
import { foldText } from './fold-text.js';
import { anyQuestion, answerTo } from './question.fixture.js';

const played = anyQuestion.chain((question) =>
  fc.record({ question: fc.constant(question), values: fc.array(answerTo(question), { maxLength: 150 }) }),
);
const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);
/** An order is one answer as a whole. */
const isByChoice = (question: Question) => 'choices' in question && question.type !== 'order';

const text: TextQuestion = {
  id: 'q',
  type: 'text',
  text: 'What?',
  timeLimitMs: 20_000,
  weight: 1,
  accepted: ['a'],
};

describe('distribution', () => {
  it('counts every choice as often as it was named, those that nobody chose too', () => {
    fc.assert(
      fc.property(
        played.filter(({ question }) => isByChoice(question)),
        ({ question, values }) => {
          const ids = 'choices' in question ? question.choices.map(({ id }) => id) : [];
          const named = (id: string) => values.filter((value) => (value as string[]).includes(id)).length;
          expect(new Map(Object.entries(distribution(question, values)))).toEqual(
            new Map(ids.map((id) => [id, named(id)])),
          );
        },
      ),
    );
  });

  it('counts every other answer once, under at most 100 values and the rest', () => {
    fc.assert(
      fc.property(
        played.filter(({ question }) => !isByChoice(question)),
        ({ question, values }) => {
          const counts = distribution(question, values);
          expect(total(counts)).toBe(values.length);
          expect(Object.keys(counts).filter((key) => key !== '…').length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  it('is the same when it grows answer by answer', () => {
    fc.assert(
      fc.property(played, ({ question, values }) => {
        const grown = new Distribution(question);
        for (const value of values) grown.add(value);
        expect(grown.toObject()).toEqual(distribution(question, values));
      }),
    );
  });

  it.each<[string, object, AnswerValue[], Record<string, number>]>([
    ['true-false', { type: 'true-false', correct: true }, [true, true], { true: 2, false: 0 }],
    ['number', { type: 'number', correct: 1 }, [1, 1.5, 1, -0], { 1: 2, 1.5: 1, 0: 1 }],
    ['text', {}, ['  New  YORK', 'new york', 'x'], { 'new york': 2, x: 1 }],
    ['text that minds its case', { caseSensitive: true }, ['NaCl', 'nacl'], { NaCl: 1, nacl: 1 }],
    [
      'order',
      { type: 'order', choices: [], correct: [] },
      [
        ['b', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
      { 'b,a': 2, 'a,b': 1 },
    ],
  ])('of %s', (_, question, values, counts) => {
    expect(distribution({ ...text, ...question } as Question, values)).toEqual(counts);
  });

  it('takes names of properties for what they are: answers', () => {
    const names = ['__proto__', 'constructor', 'toString', '__proto__'];
    const counts = distribution({ ...text, caseSensitive: true }, names);
    expect(JSON.stringify(counts)).toBe('{"__proto__":2,"constructor":1,"toString":1}');
    expect(Object.getPrototypeOf(counts)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('puts what comes after a hundred values together, and keeps counting the hundred', () => {
    const values = Array.from({ length: 130 }, (_, i) => `value ${i}`);
    const counts = distribution(text, [...values, 'value 3', 'value 129', '…']);
    expect(Object.keys(counts)).toHaveLength(101);
    expect(counts).toMatchObject({ 'value 3': 2, 'value 99': 1, '…': 32 });
  });

  it('lists no more of a text than a player may write, however long it is folded', () => {
    const long = '\u{FDFA}'.repeat(500);
    expect(foldText(long).length).toBeGreaterThan(5_000);
    const [key] = Object.keys(distribution(text, [long]));
    expect(key).toHaveLength(500);
    const [paired] = Object.keys(distribution(text, [`${'a'.repeat(499)}😀`]));
    expect(paired).toBe('a'.repeat(499));
  });
});
