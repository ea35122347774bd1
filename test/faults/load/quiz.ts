import type { AskedQuestion } from '../history.js';
import { type Draft, kinds, TYPES } from './kinds.js';
import { PATIENT_MS, QUICK_MS, type SessionPlan } from './plan.js';
import type { Random } from './random.js';

/** Self-paced limits are long: an outage seldom makes answers late, so nearly all of them must arrive in the end. */
const selfPacedLimit = (random: Random): number => random.pick([60_000, 90_000, 120_000]);

/** Questions of all types. */
export function makeQuiz(random: Random, { mode, questions }: SessionPlan): Draft[] {
  const from = random.below(TYPES.length);
  return Array.from({ length: questions }, (_, index) => {
    const type = TYPES[(from + index) % TYPES.length]!;
    return {
      id: `q${index + 1}`,
      type,
      text: `Question ${index + 1} (${type})`,
      timeLimitMs: mode === 'live' ? random.pick([QUICK_MS, PATIENT_MS]) : selfPacedLimit(random),
      weight: random.pick([0, 1, 1, 1, 2] as const),
      ...kinds[type].particulars(random),
    };
  });
}

/** The part of a question that the checker needs. */
export const askedOf = ({ id, type, timeLimitMs, weight, correct, tolerance }: Draft): AskedQuestion => ({
  id,
  type,
  timeLimitMs,
  weight,
  ...(correct !== undefined && { correct }),
  ...(tolerance !== undefined && { tolerance }),
});
