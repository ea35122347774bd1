import { describe, expect, it } from 'vitest';
import { LIVE_SLOTS, planDues, planPlayer, planSession, SELF_PACED_SLOTS, selfPacedRate } from './plan.js';
import { Random } from './random.js';

const dues = (seed: string, questions = 70) => planDues(new Random(seed), questions, 75_000);
const sessions = (mode: 'live' | 'self-paced', rate = 24) =>
  Array.from({ length: 200 }, (_, number) => planSession(`7 slot ${number}`, mode, rate));
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

describe('planDues', () => {
  it('decides the same for the same seed, another for any other', () => {
    expect(dues('a')).toEqual(dues('a'));
    expect(dues('a')).not.toEqual(dues('b'));
  });

  it('has every question once, opened in time and in the order of opening', () => {
    const planned = dues('a');
    expect(planned.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([...Array(70).keys()]);
    for (const [place, { openAt, answerAt }] of planned.entries()) {
      expect(openAt).toBeGreaterThanOrEqual(planned[place - 1]?.openAt ?? 0);
      expect(answerAt).toSatisfy((at: number) => at >= openAt && at - openAt <= 4_000 && at < 75_000);
    }
  });

  it('spreads answers evenly over the session', () => {
    const times = dues('a', 20_000).map(({ answerAt }) => answerAt);
    for (const part of [0, 1, 2, 3, 4]) {
      const share = times.filter((at) => Math.floor(at / 15_000) === part).length / times.length;
      expect(share).toBeCloseTo(0.2, 1);
    }
  });
});

describe('planSession', () => {
  it('decides the same for the same seed, another for any other', () => {
    expect(sessions('live')).toEqual(sessions('live'));
    expect(planSession('1', 'live', 24)).not.toEqual(planSession('2', 'live', 24));
  });

  it('gives a self-paced slot its rate', () => {
    const rates = sessions('self-paced').map(
      ({ players, questions, durationMs }) => (players * questions * 1_000) / durationMs,
    );
    expect(mean(rates)).toBeCloseTo(24, 0);
  });

  it('lasts 60 to 90 s with 20 to 30 players, and its points fit', () => {
    for (const { players, durationMs, questions, scoring } of sessions('self-paced', 200)) {
      expect(players).toSatisfy((count: number) => count >= 20 && count <= 30);
      expect(durationMs).toSatisfy((ms: number) => ms >= 60_000 && ms <= 90_000);
      const most = questions * (2 * scoring.maxPoints + 5 * scoring.streakBonus);
      expect(most).toBeLessThan(2 ** 20);
    }
    for (const { questions } of sessions('live')) {
      expect(questions).toSatisfy((count: number) => count >= 11 && count <= 17);
    }
  });

  it('varies the scoring', () => {
    const kinds = new Set(sessions('live').map(({ scoring }) => JSON.stringify(scoring)));
    expect(kinds.size).toBeGreaterThan(20);
  });
});

it('leaves to the self-paced slots what the live ones do not give', () => {
  const live = 80 - SELF_PACED_SLOTS * selfPacedRate(80);
  expect(live / LIVE_SLOTS).toBeCloseTo(4.4, 1);
  expect(selfPacedRate(0)).toBe(1);
});

it('has one player in ten poll, one in five leave, and lines blink for 50 ms to 8 s, or 15 s and more', () => {
  const random = new Random('players');
  const players = Array.from({ length: 5_000 }, () => planPlayer(random, 60_000));
  expect(mean(players.map(({ transport }) => Number(transport === 'polling')))).toBeCloseTo(0.1, 1);
  expect(mean(players.map(({ absence }) => Number(absence !== undefined)))).toBeCloseTo(0.2, 1);
  const all = players.flatMap(({ blinks }) => blinks.map(({ awayMs }) => awayMs));
  const long = all.filter((awayMs) => awayMs >= 15_000);
  expect([long.length / players.length, Math.max(...long)]).toEqual([
    expect.closeTo(0.1, 1),
    expect.closeTo(25_000, -3),
  ]);
  const blinks = all.filter((awayMs) => awayMs < 15_000);
  expect(blinks.length).toBeGreaterThan(players.length);
  expect([Math.min(...blinks), Math.max(...blinks)]).toEqual([
    expect.closeTo(50, -1),
    expect.closeTo(8_000, -2),
  ]);
});
