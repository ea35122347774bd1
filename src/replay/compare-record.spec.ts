import { expect, it } from 'vitest';
import type { ResultRecord } from '../persistence/result-record.js';
import { compareRecord } from './compare-record.js';

const answer = { value: ['a'], fraction: 1, correct: true, points: 900, elapsedMs: 5, streak: 1, at: 2 };
const record: ResultRecord = {
  _id: 's:p',
  sessionId: 's',
  playerId: 'p',
  nickname: 'Ada',
  joinedAt: 1,
  score: 900,
  correct: 1,
  answered: 1,
  reachedAt: 2,
  answers: { q: answer },
};
const ada = { sessionId: 's', playerId: 'p', nickname: 'Ada' };

const damaged = (change: Partial<ResultRecord>) =>
  compareRecord({ fresh: record, stored: { ...record, ...change } });

const fieldsOf = (change: Partial<ResultRecord>) => damaged(change).map(({ field }) => field);

it('finds no difference between equals, whatever the order of their fields', () => {
  const stored = Object.fromEntries(Object.entries(record).toReversed()) as unknown as ResultRecord;
  expect(compareRecord({ fresh: record, stored })).toEqual([]);
});

it('names a document that one side does not have', () => {
  expect(compareRecord({ fresh: record })).toEqual([{ ...ada, kind: 'missing-in-results' }]);
  expect(compareRecord({ stored: record })).toEqual([{ ...ada, kind: 'not-in-the-log' }]);
});

it('names each field, with both values', () => {
  expect(damaged({ score: 1, kicked: true })).toEqual([
    { ...ada, kind: 'field', field: 'score', results: 1, log: 900 },
    { ...ada, kind: 'field', field: 'kicked', results: true, log: null },
  ]);
});

it('goes into answers', () => {
  expect(fieldsOf({ answers: { q: { ...answer, value: ['b'], points: 1 } } })).toEqual([
    'answers.q.value',
    'answers.q.points',
  ]);
  expect(fieldsOf({ answers: { q: answer, more: answer } })).toEqual(['answers.more']);
  expect(fieldsOf({ answers: {} })).toEqual(['answers.q']);
  expect(fieldsOf({ answers: undefined })).toEqual(['answers']);
});
