import { describe, expect, it } from 'vitest';
import { nicknames } from './nicknames.js';
import { planPlayer } from './plan.js';

const game = { seed: 7, players: 200, questions: 20 };
const plans = (seed: number) =>
  Array.from({ length: 1_000 }, (_, number) => planPlayer({ ...game, seed }, number));
const shareOf = <T>(items: T[], test: (item: T) => boolean) => items.filter(test).length / items.length;

describe('planPlayer', () => {
  it('plans the same game for the same seed and number, another for any other', () => {
    expect(plans(7)).toEqual(plans(7));
    expect(planPlayer(game, 1)).not.toEqual(planPlayer({ ...game, seed: 8 }, 1));
    expect(planPlayer(game, 1)).not.toEqual(planPlayer(game, 2));
  });

  it('thinks 50 to 850 ms and answers right as often as its skill says', () => {
    for (const { steps, skill } of plans(1)) {
      expect(steps).toHaveLength(20);
      for (const { thinkMs } of steps) expect(thinkMs).toSatisfy((ms: number) => ms >= 50 && ms <= 850);
      expect(skill).toBeGreaterThanOrEqual(0.25);
      expect(skill).toBeLessThanOrEqual(0.95);
    }
    const { steps, skill } = planPlayer({ ...game, questions: 20_000 }, 1);
    expect(shareOf(steps, ({ right }) => right)).toBeCloseTo(skill, 1);
  });

  it('thinks longer in a crowd, and answers the same', () => {
    const crowd = planPlayer({ ...game, players: 1_000 }, 1).steps;
    for (const [index, { thinkMs, right }] of planPlayer(game, 1).steps.entries()) {
      expect(crowd[index]).toMatchObject({ thinkMs: Math.round(thinkMs * 2.5), right });
    }
  });

  it('has about one in ten poll, and about one in twenty leave, at both moments', () => {
    const all = plans(1);
    expect(shareOf(all, ({ transport }) => transport === 'polling')).toBeCloseTo(0.1, 1);
    expect(shareOf(all, ({ absence }) => absence !== undefined)).toBeCloseTo(0.05, 1);
    const moments = new Set(all.map(({ absence }) => absence?.when));
    expect(moments).toEqual(new Set([undefined, 'thinking', 'unacknowledged']));
  });
});

describe('nicknames', () => {
  it('are different, short enough, and the same for the same seed', () => {
    const names = nicknames(1, 5_000);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5_000);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(24);
    expect(nicknames(1, 10)).toEqual(names.slice(0, 10));
    expect(nicknames(2, 10)).not.toEqual(names.slice(0, 10));
  });
});
