import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readResults, type Result, summary } from './summary.js';

/** The text without the spaces and dashes with which prettier aligns tables and paragraphs. */
const plain = (markdown: string) => markdown.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim();

it('stands in docs/faults.md as the committed results give it', async () => {
  const page = await readFile(new URL('../../docs/faults.md', import.meta.url), 'utf8');
  const [, block = ''] = /<!-- faults -->(.*)<!-- \/faults -->/s.exec(page) ?? [];
  expect(plain(block)).toBe(plain(summary(readResults())));
});

it('covers only runs in which the checker found nothing, where a replica had every answer', () => {
  const replica = readResults().filter(({ run }) => run.durability === 'replica');
  expect(replica.length).toBeGreaterThan(0);
  for (const { found, failures } of replica) {
    expect([Object.values(found.violations).filter((count) => count > 0), failures]).toEqual([[], []]);
  }
});

/** A result of runs in which up to three faults overlapped. */
const overlapping = (violations: Record<string, number>): Result => ({
  run: { minutes: 20, seed: 1, durability: 'replica', overlapping: true },
  totals: { faults: 2, sessions: 3, acknowledged: 4_000 },
  found: { violations },
  failures: [],
  faults: [
    { fault: 2, kind: 'client lines frozen one way', healthyMs: 10 },
    { fault: 1, kind: 'redis clock jumped', healthyMs: 20 },
  ],
  recoveries: [
    { fault: 1, players: 30, firstMs: 100, disturbed: 2, medianMs: 300, worstMs: 1_500, dropped: 0 },
    { fault: 2, players: 20, disturbed: 0, dropped: 1, offlineMs: 2_000 },
  ],
});

it('has a row for each kind, whatever it is called, and says how overlapping faults are told apart', () => {
  const text = summary([overlapping({ lost: 0, 'stale-board': 1, 'stale-state': 2, bound: 0 })]);
  expect(text).toContain('| client lines frozen one way | 1 | – | 0 of 20 | – | 2.0 s |');
  expect(text).toContain('| redis clock jumped | 1 | 0.1 s / 0.1 s | 2 of 30 | 1.5 s | – |');
  expect(text).toContain(
    '3 screens that showed something else than the server in the end, 0 processes above a bound,',
  );
  expect(text).toContain('3 violations and failures of any kind.');
  expect(text).toContain('Up to three faults go on at a time.');
});

it('leaves out checks that a result does not have', () => {
  const text = summary([overlapping({ lost: 0 })]);
  expect(text).not.toContain('screens');
});
