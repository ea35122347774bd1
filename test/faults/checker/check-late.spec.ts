import { expect, it } from 'vitest';
import { check } from './check.js';
import { isViolation } from './findings.js';
import { cleanRun } from './fixture/clean-run.js';
import { SYSTEM_DEFECTS } from './fixture/defects/of-the-system.js';
import { Random } from './fixture/random.js';
import { evidenceOf } from './fixture/world.js';

it('does not trust the time of a record whose process had a wrong clock', async () => {
  const world = cleanRun({ seed: 7, live: 2, selfPaced: 2, players: 6 });
  const late = SYSTEM_DEFECTS.find(({ kind }) => kind === 'late-in-kafka')!;
  late.plant(world, new Random(8));
  const [found, ...others] = check(await evidenceOf(world)).findings.filter(isViolation);
  expect([found?.kind, ...others]).toEqual(['late-in-kafka']);

  const at = found!.at! - 1_000;
  const jumped = { fault: 99, kind: 'role clock jumped', targets: ['ws-1 by 3600 s'], at };
  world.faults.push({
    ...jumped,
    parts: ['role clock'],
    restoredAt: at + 10_000,
    healthyAt: at + 10_000,
  });
  expect(check(await evidenceOf(world)).findings.filter(isViolation)).toEqual([]);
});
