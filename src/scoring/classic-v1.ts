import { LIMITS } from '../contracts/limits.js';
import type { Scoring } from '../contracts/session.js';

/** One answer as the rule sees it. */
export interface ScoredAnswer {
  /** False for polls: no points, and the streak stays as it is. */
  scored: boolean;
  /** 0 to 1. */
  fraction: number;
  /** From opening to acceptance by Redis' clock; the grace after the limit counts as the limit. */
  elapsedMs: number;
  timeLimitMs: number;
  weight: 0 | 1 | 2;
  /** Fully correct answers in a row before this one. */
  streak: number;
}

export interface Score {
  /** A whole number of at least 0. */
  points: number;
  /** Fully correct answers in a row, this one included. */
  streak: number;
}

type Rule = Pick<Scoring, 'maxPoints' | 'timeWeight' | 'streakBonus'>;

/**
 * The rule `classic-v1` of the contract. The answer script repeats this arithmetic in Lua, whose numbers are the same
 * doubles: keep every operation and its order as it is in both, or old sessions no longer re-score identically.
 * `floor(x + 0.5)` and not `Math.round`, because that is what Lua has.
 */
export const classicV1 = (answer: ScoredAnswer, rule: Rule): Score => {
  if (!answer.scored) return { points: 0, streak: answer.streak };
  const t = answer.elapsedMs;
  const T = answer.timeLimitMs;
  const elapsed = t < LIMITS.instantMs ? 0 : Math.min(t, T);
  const base = Math.floor(
    answer.weight * rule.maxPoints * answer.fraction * (1 - (rule.timeWeight * elapsed) / T) + 0.5,
  );
  const streak = answer.fraction === 1 ? answer.streak + 1 : 0;
  const bonus = answer.fraction === 1 ? rule.streakBonus * Math.min(streak - 1, LIMITS.streakSteps) : 0;
  return { points: base + bonus, streak };
};
