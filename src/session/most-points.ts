import { LIMITS } from '../contracts/limits.js';
import type { Question } from '../contracts/quiz.js';
import type { Scoring } from '../contracts/session.js';
import { kindOf } from '../question/kinds.js';

/**
 * The most points that one player can gain in a session: every question is answered right and at once, and the questions come
 * in any order. A session above `LIMITS.sessionPoints` must be refused, since its scores would not fit the board.
 */
export function mostPoints(
  questions: readonly Question[],
  rule: Pick<Scoring, 'maxPoints' | 'streakBonus'>,
): number {
  let streak = 0;
  let total = 0;
  for (const question of questions) {
    if (!kindOf(question).scored) continue;
    total += question.weight * rule.maxPoints + rule.streakBonus * Math.min(streak, LIMITS.streakSteps);
    streak += 1;
  }
  return total;
}
