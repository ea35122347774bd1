import { describe, expect, it } from 'vitest';
import type { FaultLine, HistoryLine } from '../history.js';
import { checkGames } from './check.js';
import { HistoryIndex } from './history-index.js';

const OPEN_AT = 100_000;
const LIMIT_MS = 30_000;
const whose = (playerId: string) => ({ sessionId: 's', playerId });

/** A live session of Ada and Bob, whose only question is over at `overAt`; Ada answered it after a second. */
function game(overAt: number, more: HistoryLine[] = []): HistoryLine[] {
  const asked = { rev: 2, index: 0, questionId: 'q', closesAt: OPEN_AT + LIMIT_MS, now: OPEN_AT };
  const players = ['ada', 'bob'].flatMap((playerId): HistoryLine[] => [
    { type: 'player', at: 1_000, ...whose(playerId), nickname: playerId },
    {
      type: 'connected',
      at: 2_000,
      ...whose(playerId),
      node: playerId === 'ada' ? 'ws-1' : 'ws-2',
      connection: 1,
    },
    { type: 'question', at: OPEN_AT, ...whose(playerId), connection: 1, ...asked },
    { type: 'reveal', at: overAt, ...whose(playerId), connection: 1, rev: 3, questionId: 'q' },
  ]);
  const value = ['a'];
  const sentAt = OPEN_AT + 1_000;
  return [
    {
      type: 'session',
      at: 500,
      sessionId: 's',
      mode: 'live',
      questions: [{ id: 'q', type: 'poll', timeLimitMs: LIMIT_MS, weight: 1 }],
      scoring: { maxPoints: 1, timeWeight: 0, streakBonus: 0, multiple: 'strict' },
    },
    ...players,
    { type: 'sent', at: sentAt, ...whose('ada'), questionId: 'q', value, op: 1, attempt: 1 },
    { type: 'told', at: sentAt + 10, op: 1, attempt: 1, status: 'accepted' },
    ...more,
  ];
}

const fault = (more: Partial<FaultLine>): FaultLine => ({
  fault: 1,
  kind: 'a fault',
  parts: [],
  targets: [],
  at: OPEN_AT + 500,
  restoredAt: OPEN_AT + 1_500,
  healthyAt: OPEN_AT + 1_800,
  ...more,
});

function found(lines: HistoryLine[], faults: FaultLine[] = []): string[] {
  const index = new HistoryIndex();
  for (const line of lines) index.add(line);
  return checkGames({ history: index.finish(), faults, metrics: [] }).map(({ kind }) => kind);
}

/** Bob's connection broke at this time. */
const bobGone = (at: number, reason: string): HistoryLine => ({
  type: 'disconnected',
  at,
  ...whose('bob'),
  connection: 1,
  reason,
});
/** Bob sent an answer. */
const bobAnswers = (at: number, status?: string): HistoryLine[] => [
  { type: 'sent', at, ...whose('bob'), questionId: 'q', value: ['b'], op: 2, attempt: 1 },
  ...(status === undefined ? [] : [{ type: 'told', at: at + 5, op: 2, attempt: 1, status } as const]),
];

describe('a question closed two seconds after it was opened', () => {
  const overAt = OPEN_AT + 2_000;

  it('is closed early while Bob is there, or lost the line a moment ago', () => {
    expect(found(game(overAt))).toEqual(['closed-early']);
    expect(found(game(overAt, [bobGone(overAt - 1_000, 'transport close')]))).toEqual(['closed-early']);
  });

  it.each<[string, HistoryLine[], FaultLine[]?]>([
    ['when Bob has said goodbye', [bobGone(overAt - 1_000, 'io client disconnect')]],
    ['when Bob lost the line long ago', [bobGone(overAt - 11_000, 'transport close')]],
    ['when Bob may have answered', bobAnswers(overAt - 500)],
    ['by the host', [{ type: 'command', at: overAt - 20, sessionId: 's', command: 'close' }]],
    ['when Redis’ clock has jumped', [], [fault({ parts: ['redis', 'redis clock'] })]],
    ['when Bob’s node was away', [], [fault({ parts: ['ws'], nodes: ['ws-2'] })]],
  ])('is rightly closed %s', (_, more, faults) => {
    expect(found(game(overAt, more), faults)).toEqual([]);
  });

  it('is closed early though something else was hit', () => {
    const faults = [fault({ parts: ['redis'] }), fault({ parts: ['ws'], nodes: ['ws-1'] })];
    expect(found(game(overAt), faults)).toEqual(['closed-early']);
  });
});

it('is over for an answer that is told so, once somebody has heard of the next one', () => {
  const answered = bobAnswers(OPEN_AT + 20_000, 'closed');
  expect(found(game(Infinity, answered))).toEqual(['refused']);
  const next = { rev: 4, index: 1, questionId: 'r', closesAt: OPEN_AT + 60_000, now: OPEN_AT + 19_000 };
  const shown = { type: 'question', at: OPEN_AT + 19_000, ...whose('ada'), connection: 1, ...next } as const;
  expect(found(game(Infinity, [...answered, shown]))).toEqual([]);
});

describe('a question that stays open', () => {
  const [isOver, closesAt] = [OPEN_AT + LIMIT_MS + 250, OPEN_AT + LIMIT_MS];

  it('waits for Bob, who is there', () => {
    expect(found(game(isOver))).toEqual([]);
  });

  it('must not wait for who has left, with a goodbye or without', () => {
    expect(found(game(isOver, [bobGone(OPEN_AT + 2_000, 'io client disconnect')]))).toEqual(['waited']);
    expect(found(game(isOver, [bobGone(OPEN_AT + 2_000, 'transport close')]))).toEqual(['waited']);
    expect(found(game(OPEN_AT + 13_000, [bobGone(OPEN_AT + 2_000, 'transport close')]))).toEqual([]);
  });

  it('may wait while Redis is away, or the session is paused', () => {
    const gone = bobGone(OPEN_AT + 2_000, 'transport close');
    const during = { at: OPEN_AT + 5_000, restoredAt: OPEN_AT + 9_000, healthyAt: OPEN_AT + 9_000 };
    expect(found(game(isOver, [gone]), [fault({ ...during, parts: ['redis'] })])).toEqual([]);
    expect(found(game(isOver, [gone]), [fault({ ...during, parts: ['worker'] })])).toEqual(['waited']);
    const paused = { rev: 3, status: 'paused' as const, index: 0, now: OPEN_AT + 3_000 };
    const state: HistoryLine = {
      type: 'state',
      at: OPEN_AT + 3_000,
      ...whose('ada'),
      connection: 1,
      ...paused,
    };
    expect(found(game(isOver, [gone, state]))).toEqual([]);
  });

  it('has the later end that it was announced with again', () => {
    const later = { rev: 3, index: 0, questionId: 'q', closesAt: closesAt + 20_000, now: OPEN_AT + 10_000 };
    const again: HistoryLine = {
      type: 'question',
      at: OPEN_AT + 10_000,
      ...whose('ada'),
      connection: 1,
      ...later,
    };
    expect(found(game(isOver, [again]))).toEqual(['closed-early']);
    expect(found(game(isOver + 20_000, [again]))).toEqual([]);
  });

  it('refuses nobody in time, and everybody after it', () => {
    expect(found(game(isOver, bobAnswers(OPEN_AT + 5_000, 'late')))).toEqual(['refused']);
    expect(found(game(isOver, bobAnswers(closesAt + 100, 'late')))).toEqual([]);
    expect(found(game(isOver, bobAnswers(OPEN_AT + 5_000, 'closed')))).toEqual(['refused']);
    expect(found(game(isOver, bobAnswers(isOver + 100, 'closed')))).toEqual([]);
  });

  it('is not open to Redis any more once its opening was lost', () => {
    const answered = game(isOver, bobAnswers(OPEN_AT + 5_000, 'closed'));
    const lost = fault({ parts: ['keys'], sessions: ['s'] });
    expect(found(answered, [lost])).toEqual([]);
    expect(found(answered, [{ ...lost, sessions: ['another'] }])).toEqual(['refused']);
  });
});

const refused = (more: Partial<Extract<HistoryLine, { type: 'refused' }>>): HistoryLine => ({
  type: 'refused',
  at: OPEN_AT,
  sentAt: OPEN_AT - 50,
  sessionId: 's',
  what: 'join',
  code: 'NICKNAME_TAKEN',
  nickname: 'bob',
  key: 'own-key-of-sixteen',
  ...more,
});
const seated: HistoryLine = {
  type: 'player',
  at: 3_000,
  ...whose('eve'),
  nickname: 'bob',
  key: 'another-key-of-16',
};
const quiet = (line: HistoryLine, ...more: HistoryLine[]) => game(OPEN_AT + LIMIT_MS + 250, [line, ...more]);

describe('a refusal', () => {
  it('of a nickname is right when another client has it, or the client has no key', () => {
    expect(found(quiet(refused({})))).toEqual(['refused']);
    expect(found(quiet(refused({}), seated))).toEqual([]);
    expect(found(quiet(refused({ key: undefined })))).toEqual([]);
  });

  it('of a token is right where a clock has jumped', () => {
    const line = refused({ what: 'state', code: 'TOKEN_EXPIRED' });
    expect(found(quiet(line))).toEqual(['refused']);
    const jumped = fault({
      parts: ['role clock'],
      at: OPEN_AT - 9_000,
      restoredAt: OPEN_AT,
      healthyAt: OPEN_AT,
    });
    expect(found(quiet(line), [jumped])).toEqual([]);
  });

  it('is right after the end', () => {
    const line = refused({ code: 'SESSION_ENDED' });
    expect(found(quiet(line))).toEqual(['refused']);
    const end: HistoryLine = { type: 'command', at: OPEN_AT - 500, sessionId: 's', command: 'end' };
    expect(found([...quiet(line), end])).toEqual([]);
  });
});
