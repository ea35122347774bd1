import { expect, it } from 'vitest';
import { check } from './check.js';
import { cleanRun } from './fixture/clean-run.js';
import { evidenceOf } from './fixture/world.js';
import { renderVerdict } from './render-verdict.js';

it('shows what was judged, and that nothing is wrong', async () => {
  const text = renderVerdict(
    check(await evidenceOf(cleanRun({ seed: 5, live: 1, selfPaced: 1, players: 5 }))),
  );
  expect(text).toMatch(/^2 sessions, 10 players, \d+ answers acknowledged in \d+ attempts;/);
  expect(text).toContain('No violation.');
  expect(text).toMatch(/seat-unclaimed: 2\n {4}session s\S+, player p\S+: no client was told/);
});

it('prints a few findings of a kind and counts the rest', async () => {
  const world = cleanRun({ seed: 5, live: 1, selfPaced: 1, players: 5 });
  world.events = [];
  const verdict = check(await evidenceOf(world));
  const lost = verdict.counts.violations['lost-in-kafka'];
  expect(lost).toBe(verdict.totals.acknowledged);
  const lines = renderVerdict(verdict, 3).split('\n');
  expect(lines).toContain(`  lost-in-kafka: ${lost}`);
  expect(lines).toContain(`    … and ${lost - 3} more`);
  expect(lines.filter((line) => line.includes('Kafka does not have it'))).toHaveLength(3);
});

it('says when what is missing may still come', async () => {
  const world = cleanRun({ seed: 5, live: 1, selfPaced: 0, players: 2 });
  for (const session of world.redis.values()) session.outbox = 4;
  expect(renderVerdict(check(await evidenceOf(world)))).toContain('4 events still wait in Redis');
});
