import { expect, it } from 'vitest';
import type { SessionEvent } from '../contracts/kafka-events.js';
import { SessionLedger } from './session-ledger.js';

const life = { status: 'ended', index: 0, locked: false } as const;
const created = (sessionId: string, at: number) =>
  ({
    v: 1,
    id: 'c',
    at,
    sessionId,
    type: 'created',
    mode: 'live',
    quizId: 'q',
    hostId: 'h',
    pin: '1',
  }) as const;
const rest = { rev: 2, life, players: 0, standings: [] };
const ended = (sessionId: string): SessionEvent =>
  Object.assign({ v: 1, id: 'e', at: 99, sessionId, type: 'ended' } as const, rest);

it('sorts sessions by what may be compared of them, the oldest first', () => {
  const ledger = new SessionLedger();
  ledger.saw([created('old', 1), created('late', 30), created('early', 20), created('gone', 25)], 0);
  ledger.saw([created('moving', 26), created('running', 27)], 0);
  ledger.saw(['old', 'late', 'early', 'gone', 'moving', 'headless'].map(ended), 0);
  ledger.sawAnswers([{ sessionId: 'early' }, { sessionId: 'answers-only' }]);
  const sorted = ledger.sort(
    10,
    ({ at }) => at !== 25,
    (sessionId) => sessionId !== 'moving',
  );
  expect(sorted).toEqual({
    whole: ['early', 'late'],
    running: ['running'],
    arriving: ['moving'],
    partial: ['headless', 'answers-only', 'old'],
    dropped: ['gone'],
  });
});
