import type { AskedQuestion, SessionLine } from '../history.js';

/** An answer quicker than this counts as given at once. */
const INSTANT_MS = 500;
/** The bonus of a streak has at most this many steps. */
const MAX_STEPS = 5;

/**
 * The points of `classic-v1`, written from the contract a second time:
 * `round(weight · maxPoints · fraction · (1 − timeWeight · t/T))`, half up, plus the bonus of a streak.
 *
 * @param streak the number of fully right answers in a row, including this one
 */
export function rulePoints(
  { type, weight, timeLimitMs }: AskedQuestion,
  scoring: SessionLine['scoring'],
  { fraction, elapsedMs, streak }: { fraction: number; elapsedMs: number; streak: number },
): number {
  if (type === 'poll') return 0;
  const t = elapsedMs < INSTANT_MS ? 0 : Math.min(elapsedMs, timeLimitMs);
  const exact = weight * scoring.maxPoints * fraction * (1 - (scoring.timeWeight * t) / timeLimitMs);
  const bonus = fraction === 1 ? scoring.streakBonus * Math.min(streak - 1, MAX_STEPS) : 0;
  return Math.floor(exact + 0.5) + bonus;
}
