import type { AskedQuestion, SessionLine } from '../history.js';

/** An answer quicker than this counts as given at once. */
const INSTANT_MS = 500;
/** A longer streak gives no more steps of the bonus than this. */
const MAX_STEPS = 5;

/**
 * What `classic-v1` gives, written down from the contract a second time:
 * `round(weight · maxPoints · fraction · (1 − timeWeight · t/T))`, half up, plus the bonus of a streak.
 *
 * @param streak fully right answers in a row, this one included
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
