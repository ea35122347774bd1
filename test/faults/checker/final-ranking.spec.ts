import { expect, it } from 'vitest';
import type { MongoResult } from './evidence.js';
import { finalRanking } from './final-ranking.js';

const answer = (points: number, at: number) => ({
  value: true,
  fraction: points > 0 ? 1 : 0,
  correct: points > 0,
  points,
  elapsedMs: 0,
  streak: 1,
  at,
});

function player(playerId: string, answers: ReturnType<typeof answer>[], change: Partial<MongoResult> = {}) {
  const byQuestion = new Map(answers.map((one, i) => [`q${i}`, one]));
  const counts = { score: 0, correct: 0, answered: 0 };
  return {
    _id: `s:${playerId}`,
    playerId,
    joinedAt: 1,
    ...counts,
    kicked: false,
    answers: byQuestion,
    ...change,
  };
}

const order = (...results: MongoResult[]) => finalRanking('s', results).map(({ playerId }) => playerId);

it('ranks by points, then by who reached them first, then by the greater id', () => {
  expect(order(player('a', [answer(10, 50)]), player('b', [answer(20, 90)]))).toEqual(['b', 'a']);
  expect(order(player('a', [answer(10, 50)]), player('b', [answer(10, 40)]))).toEqual(['b', 'a']);
  expect(order(player('B', [answer(10, 50)]), player('a', [answer(10, 50)]))).toEqual(['a', 'B']);
  expect(order(player('_', []), player('-', []), player('Z', []), player('z', []))).toEqual([
    'z',
    '_',
    'Z',
    '-',
  ]);
});

it('does not count an answer without points as reaching anything', () => {
  expect(order(player('a', [answer(10, 40), answer(0, 90)]), player('b', [answer(10, 50)]))).toEqual([
    'a',
    'b',
  ]);
});

it('places who never gained by the time of the join', () => {
  expect(order(player('z', [answer(0, 9)], { joinedAt: 5 }), player('a', [], { joinedAt: 4 }))).toEqual([
    'a',
    'z',
  ]);
});

it('has no place for kicked players and second documents', () => {
  const kicked = player('b', [answer(10, 1)], { kicked: true });
  expect(order(player('a', []), kicked, player('a', [], { _id: 's:a:2' }))).toEqual(['a']);
});
