import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerValue, Question } from '../contracts/quiz.js';
import type { MultipleRule } from '../contracts/session.js';
import type { FieldError } from '../contracts/socket-events.js';
import { kindOf, kinds, QUESTION_TYPES } from './kinds.js';
import { draftOf } from './question-draft.fixture.js';
import { answerTo, anyQuestion } from './question.fixture.js';

const graderOf = (question: Question, rule: MultipleRule) => kindOf(question).grader(question, rule);

const checkValue = (
  question: Question,
  value: unknown,
): { value: AnswerValue } | { errors: FieldError[] } => {
  const errors = graderOf(question, 'strict').check(value);
  return errors ? { errors } : { value: value as AnswerValue };
};

const grade = (question: Question, value: AnswerValue, rule: MultipleRule): number =>
  graderOf(question, rule).fraction(value);

const base = { id: 'q', text: 'So?', timeLimitMs: 20_000, weight: 1 as const };
const choices = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }));
const single: Question = { ...base, type: 'single', choices, correct: ['b'] };
const multiple: Question = { ...base, type: 'multiple', choices, correct: ['a', 'c'] };
const order: Question = { ...base, type: 'order', choices, correct: ['d', 'a', 'c', 'b'] };
const poll: Question = { ...base, type: 'poll', choices };
const trueFalse: Question = { ...base, type: 'true-false', correct: false };
const text: Question = { ...base, type: 'text', accepted: ['New York'] };
const number: Question = { ...base, type: 'number', correct: 7, tolerance: 2, min: 0, max: 100 };

const pathsOf = (question: Question, value: unknown) => {
  const result = checkValue(question, value);
  return 'errors' in result ? result.errors.map(({ path }) => path) : [];
};

describe('check', () => {
  it.each<[Question, unknown, string[]]>([
    [single, ['a'], []],
    [single, 'a', ['value']],
    [single, [], ['value']],
    [single, ['a', 'b'], ['value']],
    [single, ['z'], ['value.0']],
    [single, [0], ['value.0']],
    [single, [null], ['value.0']],
    [single, ['__proto__'], ['value.0']],
    [single, { 0: 'a', length: 1 }, ['value']],
    [poll, ['d'], []],
    [poll, ['a', 'b'], ['value']],
    [multiple, ['a'], []],
    [multiple, ['d', 'c', 'b', 'a'], []],
    [multiple, [], ['value']],
    [multiple, ['a', 'a'], ['value.1']],
    [multiple, ['a', 'z', 'a', ['a']], ['value.1', 'value.2', 'value.3']],
    [multiple, ['a', 'b', 'c', 'd', 'a'], ['value']],
    [order, ['a', 'b', 'c', 'd'], []],
    [order, ['a', 'b', 'c'], ['value']],
    [order, ['a', 'b', 'c', 'c'], ['value.3']],
    [trueFalse, true, []],
    [trueFalse, 1, ['value']],
    [trueFalse, 'true', ['value']],
    [text, 'x', []],
    [text, ' \u3000\n', ['value']],
    [text, 'x'.repeat(500), []],
    [text, 'x'.repeat(501), ['value']],
    [text, ['x'], ['value']],
    [number, 0, []],
    [number, 100, []],
    [number, -0.1, ['value']],
    [number, 100.1, ['value']],
    [number, '7', ['value']],
    [number, NaN, ['value']],
    [number, Infinity, ['value']],
    [number, undefined, ['value']],
  ])('%o with %o: %o', (question, value, expected) => {
    expect(pathsOf(question, value)).toEqual(expected);
  });

  it('accepts every valid answer and survives any other', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true });
    fc.assert(
      fc.property(anyQuestion, anything, fc.gen(), (question, value, gen) => {
        const errors = graderOf(question, 'strict').check(value) ?? [];
        for (const { path } of errors) expect(path).toMatch(/^value(\.\d)?$/);
        expect(
          checkValue(
            question,
            gen(() => answerTo(question)),
          ),
        ).toHaveProperty('value');
      }),
    );
  });
});

describe('fraction', () => {
  it('is all or nothing for single, true-false and order, and nothing for a poll', () => {
    expect([grade(single, ['b'], 'strict'), grade(single, ['a'], 'strict')]).toEqual([1, 0]);
    expect([grade(trueFalse, false, 'strict'), grade(trueFalse, true, 'strict')]).toEqual([1, 0]);
    expect(grade(order, ['d', 'a', 'c', 'b'], 'lenient')).toBe(1);
    expect(grade(order, ['d', 'a', 'b', 'c'], 'lenient')).toBe(0);
    expect(grade(poll, ['a'], 'lenient')).toBe(0);
    expect([kinds.poll.scored, kinds.single.scored]).toEqual([false, true]);
  });

  it.each<[string[], number, number, number]>([
    [['a', 'c'], 1, 1, 1],
    [['c', 'a'], 1, 1, 1],
    [['a'], 0, 0.5, 0.5],
    [['a', 'b'], 0, 0, 0.5],
    [['a', 'b', 'c'], 0, 0.5, 1],
    [['b', 'd'], 0, 0, 0],
    [['a', 'b', 'c', 'd'], 0, 0, 1],
  ])('of %o is %d strict, %d balanced, %d lenient', (value, ...expected) => {
    const rules: MultipleRule[] = ['strict', 'balanced', 'lenient'];
    expect(rules.map((rule) => grade(multiple, value, rule))).toEqual(expected);
  });

  it('lies in 0 to 1, and strict is at most balanced is at most lenient', () => {
    fc.assert(
      fc.property(anyQuestion, fc.gen(), (question, gen) => {
        const value = gen(() => answerTo(question));
        const strict = grade(question, value, 'strict');
        const balanced = grade(question, value, 'balanced');
        const lenient = grade(question, value, 'lenient');
        expect(0 <= strict && strict <= balanced && balanced <= lenient && lenient <= 1).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which choices are named', () => {
    const rule = fc.constantFrom<MultipleRule[]>('strict', 'balanced', 'lenient');
    fc.assert(
      fc.property(anyQuestion, rule, fc.gen(), (question, multipleRule, gen) => {
        if (question.type !== 'multiple') return;
        const value = gen(() => answerTo(question)) as string[];
        const turned = gen(() => fc.shuffledSubarray(value, { minLength: value.length }));
        expect(grade(question, turned, multipleRule)).toBe(grade(question, value, multipleRule));
      }),
    );
  });

  it('is 1 for the right answer itself', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        if (question.type === 'poll') return;
        const right = question.type === 'text' ? (question.accepted[0] ?? '') : question.correct;
        expect(grade(question, right, 'strict')).toBe(1);
      }),
    );
  });
});

describe('every kind', () => {
  it.each(QUESTION_TYPES)('%s documents what its draft may hold, under its own name', (type) => {
    const { schema } = kinds[type];
    expect(schema).toMatchObject({ title: type, properties: { type: { enum: [type] } } });
    expect(Object.keys(schema.properties ?? {})).toEqual(
      expect.arrayContaining(Object.keys(draftOf[type]())),
    );
  });

  it('has something right to reveal exactly when it is scored', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const kind = kindOf(question);
        expect(kind.correct(question) !== null).toBe(kind.scored);
      }),
    );
  });
});
