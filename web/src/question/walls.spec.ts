import { expect, it } from 'vitest';
import type { PlayerQuestion } from '@contracts/quiz.js';
import en from '../locale/en.js';
import type { Answers } from './kind.js';
import { walls } from './walls.js';

const base = { id: 'q', text: '?', timeLimitMs: 20_000, weight: 1 } as const;
const choices = ['x', 'y', 'z'].map((id) => ({ id, text: id.toUpperCase() }));
const of = (question: PlayerQuestion, correct: Answers['correct'], distribution: Record<string, number>) =>
  walls[question.type].bars(question, { correct, distribution }, en);

it('has a bar for every choice, chosen or not', () => {
  const { bars } = of({ ...base, type: 'multiple', choices }, ['x', 'z'], { x: 3, y: 1 });
  expect(bars.map(({ label, count, right }) => [label, count, right])).toEqual([
    ['A · X', 3, true],
    ['B · Y', 1, false],
    ['C · Z', 0, true],
  ]);
});

it('tells an order by the letters of its choices', () => {
  const { bars } = of({ ...base, type: 'order', choices }, ['z', 'x', 'y'], { 'z,x,y': 2, 'x,y,z': 1 });
  expect(bars.map(({ label, right }) => [label, right])).toEqual([
    ['C → A → B', true],
    ['A → B → C', false],
  ]);
});

it('shows what was typed most, and counts the rest', () => {
  const typed = Object.fromEntries(
    ['ii', 'jj', 'kk', 'll', 'mm', 'nn', 'oo', 'pp'].map((text, place) => [text, 10 - place]),
  );
  const { bars, rest } = of({ ...base, type: 'text' }, ['KK'], typed);
  expect(bars.map(({ key }) => key)).toEqual(['ii', 'jj', 'kk', 'll', 'mm', 'nn']);
  expect(bars.filter(({ right }) => right).map(({ key }) => key)).toEqual(['kk']);
  expect(rest).toBe(4 + 3);
});

it('marks yes, no and the exact number', () => {
  expect(of({ ...base, type: 'true-false' }, false, { true: 1 }).bars.map(({ right }) => right)).toEqual([
    false,
    true,
  ]);
  expect(
    of({ ...base, type: 'number' }, 5, { 5: 1, 6: 2 }).bars.map(({ key, right }) => [key, right]),
  ).toEqual([
    ['6', false],
    ['5', true],
  ]);
});
