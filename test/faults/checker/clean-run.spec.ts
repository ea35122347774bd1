import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import { isViolation } from './findings.js';
import { cleanRun } from './fixture/clean-run.js';
import { evidenceOf } from './fixture/world.js';

describe('a run in which everything is right', () => {
  it('has no violation, and lists what is allowed', async () => {
    const verdict = check(await evidenceOf(cleanRun({ seed: 1, live: 3, selfPaced: 3, players: 12 })));
    expect(verdict.findings.filter(isViolation)).toEqual([]);
    expect(verdict.ok).toBe(true);
    expect(verdict.totals).toMatchObject({
      sessions: 6,
      players: 72,
      sessionsInRedis: 6,
      ordersNotJudged: 0,
    });
    expect(verdict.totals.attempts).toBeGreaterThan(verdict.totals.acknowledged);
    expect(verdict.totals.unacknowledged).toBeGreaterThan(verdict.totals.unacknowledgedCounted);
    expect(verdict.counts.allowed['seat-unclaimed']).toBe(6);
    expect(verdict.counts.allowed.redelivered).toBeGreaterThan(0);
    expect(verdict.counts.allowed['unacknowledged-counted']).toBe(verdict.totals.unacknowledgedCounted);
  });

  it('has none when the only player hears of a question after its end', async () => {
    const verdict = check(await evidenceOf(cleanRun({ seed: 926939216, live: 2, selfPaced: 0, players: 1 })));
    expect(verdict.findings.filter(isViolation)).toEqual([]);
  });

  it('never has one, however it went', async () => {
    const size = fc.record({
      seed: fc.integer(),
      live: fc.nat({ max: 2 }),
      selfPaced: fc.nat({ max: 2 }),
      players: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(size, async (run) => {
        const verdict = check(await evidenceOf(cleanRun(run)));
        expect(verdict.findings.filter(isViolation)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
