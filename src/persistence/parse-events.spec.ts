import { expect, it } from 'vitest';
import { parseAnswers } from './parse-events.js';

const message = (value: string | null) => ({
  key: null,
  value: value === null ? null : Buffer.from(value),
  timestamp: '0',
  attributes: 0,
  offset: '0',
  headers: {},
});

const answer = {
  v: 1,
  id: 's:p:q',
  at: 5,
  sessionId: 's',
  playerId: 'p',
  questionId: 'q',
  value: ['a'],
  fraction: 1,
  correct: true,
  points: 7,
  elapsedMs: 900,
  streak: 1,
};

it('keeps the message of each event', () => {
  const messages = ['nothing', JSON.stringify(answer), 'null', JSON.stringify({ ...answer, playerId: 'o' })];
  const { events, sources, unparseable } = parseAnswers(messages.map(message));
  expect(events.map(({ playerId }) => playerId)).toEqual(['p', 'o']);
  expect(sources.map(({ value }) => String(value))).toEqual([messages[1], messages[3]]);
  expect(unparseable.map(({ reason, isOurs }) => [reason, isOurs])).toEqual([
    ['not JSON', false],
    ['not an object', false],
  ]);
});

it('takes an answer that a clock put before its question as given at once', () => {
  const { events, unparseable } = parseAnswers([message(JSON.stringify({ ...answer, elapsedMs: -4_997 }))]);
  expect(unparseable).toEqual([]);
  expect(events).toEqual([{ ...answer, elapsedMs: 0 }]);
});

it.each([
  [{ points: -1 }, 'points is not a whole number'],
  [{ elapsedMs: 0.5 }, 'elapsedMs is not a whole number'],
  [{ elapsedMs: -0.5 }, 'elapsedMs is not a whole number'],
  [{ playerId: '$where' }, 'playerId is not an id'],
])('says what is wrong with %j, and that it is one of ours', (more, reason) => {
  const { unparseable } = parseAnswers([message(JSON.stringify({ ...answer, ...more }))]);
  expect(unparseable).toMatchObject([{ reason, isOurs: true }]);
});

it.each([null, '', '[]', '7', '{"v":2}', '{"v":"2","sessionId":"s"}'])(
  'knows %j for no event of ours',
  (value) => {
    expect(parseAnswers([message(value)]).unparseable).toMatchObject([{ isOurs: false }]);
  },
);
