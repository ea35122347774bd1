import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import { isViolation, VIOLATIONS } from './findings.js';
import { cleanRun, type RunSize } from './fixture/clean-run.js';
import type { Defect } from './fixture/defects/defect.js';
import { DEFECTS } from './fixture/defects/index.js';
import { Random } from './fixture/random.js';
import { evidenceOf } from './fixture/world.js';

const SIZE = { live: 2, selfPaced: 2, players: 6 };

/** @returns undefined when the run has nothing that could be damaged in this way */
async function plantedIn({ plant }: Defect, size: RunSize) {
  const world = cleanRun(size);
  const whose = plant(world, new Random(size.seed + 1));
  return whose && { whose, verdict: check(await evidenceOf(world)) };
}

describe('a defect in a run', () => {
  it('exists for every kind of violation', () => {
    expect(new Set(DEFECTS.map(({ kind }) => kind))).toEqual(new Set(VIOLATIONS));
  });

  it.each(DEFECTS.map((defect) => [defect.kind, defect.name, defect] as const))(
    '%s: %s is noticed, and nothing else',
    async (kind, _, defect) => {
      const planted = await plantedIn(defect, { seed: 7, ...SIZE });
      const found = planted!.verdict.findings.filter(isViolation);
      expect(new Set(found.map((finding) => finding.kind))).toEqual(new Set([kind]));
      expect(found).toContainEqual(expect.objectContaining(planted!.whose));
      expect(planted!.verdict.ok).toBe(false);
    },
  );

  it('is noticed in whatever run it is', async () => {
    const size = fc.record({
      seed: fc.integer(),
      live: fc.nat({ max: 2 }),
      selfPaced: fc.nat({ max: 2 }),
      players: fc.integer({ min: 2, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(size, fc.constantFrom(...DEFECTS), async (run, defect) => {
        const planted = await plantedIn(defect, run);
        fc.pre(planted !== undefined);
        const kinds = new Set(planted!.verdict.findings.filter(isViolation).map(({ kind }) => kind));
        expect(kinds).toEqual(new Set([defect.kind]));
        expect(planted!.verdict.findings).toContainEqual(
          expect.objectContaining({ kind: defect.kind, ...planted!.whose }),
        );
      }),
      { numRuns: 300 },
    );
  });
});
