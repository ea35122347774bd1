import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../../dev/engines/run-tool.js';
import { root } from '../../../dev/roles.js';
import { FAULT_KINDS } from '../run/faults/index.js';
import { chosenKinds } from '../run/deck.js';
import { VIOLATIONS } from '../checker/findings.js';
import { plantedNames, readPlanted } from './patch-file.js';

let folder: string;

const DIFF = 'diff --git a/src/main.ts b/src/main.ts\n--- a/src/main.ts\n+++ b/src/main.ts\n';

beforeAll(async () => {
  folder = `${await mkdtemp(join(tmpdir(), 'podium-patches-'))}/`;
  const said =
    'A board is lost.\n\nFaults: redis subscribers killed, role connections *\nFinds: stale-board\n\n';
  await writeFile(`${folder}lost-board.patch`, said + DIFF);
  await writeFile(`${folder}silent.patch`, `${DIFF}+Faults: none of these\n`);
});
afterAll(() => rm(folder, { recursive: true }));

it('reads above the patch under which faults a defect shows, and as what', () => {
  expect(readPlanted('lost-board', folder)).toMatchObject({
    faults: ['redis subscribers killed', 'role connections *'],
    finds: ['stale-board'],
  });
  expect(plantedNames(folder)).toEqual(['lost-board', 'silent']);
});

it('refuses a name that there is not, and a patch that does not say its faults', () => {
  expect(() => readPlanted('lost-bord', folder)).toThrow('there are: lost-board, silent');
  expect(() => readPlanted('silent', folder)).toThrow('Faults');
});

it('has planted defects of kinds that there are', () => {
  for (const name of plantedNames()) {
    const { faults, finds } = readPlanted(name);
    expect(chosenKinds(FAULT_KINDS, faults)).not.toEqual([]);
    expect([...VIOLATIONS, 'failure']).toEqual(expect.arrayContaining(finds));
  }
  expect(plantedNames()).toEqual(plantedNames().toSorted());
});

it.each(plantedNames())('has a patch of %s that fits the source', async (name) => {
  const { patch } = readPlanted(name);
  await expect(run('git', ['-C', root, 'apply', '--check', patch], process.env)).resolves.toBe('');
});
