import { expect, it } from 'vitest';
import type { FaultLine, HistoryLine } from '../history.js';
import { byKind } from './kinds.js';
import { RecoveryFigures } from './recovery.js';

const FAULT_AT = 10_000;
const fault = (more: Partial<FaultLine> = {}): FaultLine => ({
  fault: 1,
  kind: 'ws killed',
  parts: ['ws'],
  targets: ['ws-1'],
  at: FAULT_AT,
  restoredAt: 15_000,
  healthyAt: 15_500,
  ...more,
});

const connected = (playerId: string, node: string, at: number, sessionId = 's'): HistoryLine => ({
  type: 'connected',
  at,
  sessionId,
  playerId,
  node,
  connection: 1,
});
const disconnected = (playerId: string, at: number, reason: string): HistoryLine => ({
  type: 'disconnected',
  at,
  sessionId: 's',
  playerId,
  connection: 1,
  reason,
});

/** An answer with its attempts: when each was sent, and when it was told, if it was. */
const answer = (
  op: number,
  playerId: string,
  due: number,
  attempts: [sent: number, told?: number][],
): HistoryLine[] =>
  attempts.flatMap(([sent, told], place): HistoryLine[] => {
    const attempt = place + 1;
    const value = ['a'];
    return [
      { type: 'sent', at: sent, sessionId: 's', playerId, questionId: 'q', value, op, attempt, due },
      told === undefined
        ? { type: 'untold', at: sent + 4_000, op, attempt, reason: 'timeout' }
        : { type: 'told', at: told, op, attempt, status: 'accepted' },
    ];
  });

const figures = (lines: HistoryLine[], faults = [fault()]) => {
  const recovery = new RecoveryFigures();
  lines.forEach((line) => recovery.take(line));
  return recovery.of(faults);
};

it('counts from the fault until players of the node are served again, and leaves the others out', () => {
  const lines = [
    connected('ada', 'ws-1', 1),
    connected('bob', 'ws-1', 1),
    connected('eve', 'ws-2', 1),
    ...answer(1, 'ada', 9_900, [[9_900], [12_000, 12_100]]),
    ...answer(2, 'bob', 10_500, [[13_000, 13_050]]),
    ...answer(3, 'eve', 10_100, [[10_100, 10_110]]),
  ];
  expect(figures(lines, [fault({ nodes: ['ws-1'] })])).toEqual([
    {
      fault: 1,
      kind: 'ws killed',
      players: 2,
      firstMs: 2_100,
      disturbed: 2,
      medianMs: 2_100,
      worstMs: 3_050,
      dropped: 0,
      healthyMs: 500,
    },
  ]);
});

it('does not take a quick answer for a delayed one, nor the acknowledgement of an earlier attempt for the first again', () => {
  const lines = [
    connected('ada', 'ws-1', 1),
    ...answer(1, 'ada', 9_990, [[9_990, 10_005]]),
    ...answer(2, 'ada', 11_000, [[11_000, 11_020]]),
  ];
  expect(figures(lines)).toMatchObject([{ players: 1, firstMs: 1_020, disturbed: 0 }]);
});

it('leaves out what a player missed by being away', () => {
  const lines = [
    connected('ada', 'ws-1', 1),
    disconnected('ada', 9_000, 'io client disconnect'),
    connected('ada', 'ws-2', 12_000),
    ...answer(1, 'ada', 10_100, [[12_000, 12_010]]),
    connected('bob', 'ws-2', 1),
    disconnected('bob', 9_000, 'transport close'),
    connected('bob', 'ws-2', 9_500),
    ...answer(2, 'bob', 10_100, [[12_000, 12_010]]),
  ];
  expect(figures(lines, [fault({ kind: 'worker killed' })])).toMatchObject([
    { players: 1, disturbed: 1, worstMs: 2_010, dropped: 0 },
  ]);
});

it('tells who lost the connection, and for how long, but not who left', () => {
  const lines = [
    connected('ada', 'ws-1', 1),
    disconnected('ada', 10_050, 'transport close'),
    connected('ada', 'ws-2', 11_250),
    connected('bob', 'ws-1', 1),
    disconnected('bob', 10_060, 'io client disconnect'),
    connected('bob', 'ws-2', 14_000),
  ];
  expect(figures(lines)).toMatchObject([{ dropped: 1, offlineMs: 1_200 }]);
});

it('gives one row a kind, with the longest of all', () => {
  const rows = byKind([
    {
      fault: 1,
      kind: 'b',
      players: 3,
      firstMs: 100,
      disturbed: 1,
      medianMs: 5,
      worstMs: 7,
      dropped: 2,
      offlineMs: 40,
      healthyMs: 1,
    },
    { fault: 2, kind: 'a', players: 1, disturbed: 0, dropped: 0, healthyMs: 4 },
    {
      fault: 3,
      kind: 'b',
      players: 2,
      firstMs: 300,
      disturbed: 2,
      medianMs: 9,
      worstMs: 8,
      dropped: 1,
      offlineMs: 30,
      healthyMs: 2,
    },
  ]);
  expect(rows).toEqual([
    { kind: 'a', faults: 1, disturbed: 0, players: 1, dropped: 0, healthyMs: 4 },
    {
      kind: 'b',
      faults: 2,
      firstMs: { median: 100, longest: 300 },
      disturbed: 3,
      players: 5,
      delayedMs: { median: 5, longest: 8 },
      dropped: 3,
      offlineMs: 40,
      healthyMs: 2,
    },
  ]);
});
