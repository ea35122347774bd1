import type { Question } from '../contracts/quiz.js';
import type { Scoring } from '../contracts/session.js';

/** The longest streak that still raises the bonus. */
const STREAK_STEPS = 5;

/** An upper bound of what one player can gain in a session: the board has room for 20 bits of it. */
export function mostPoints(questions: Question[], scoring: Scoring): number {
  const bonuses = questions.length * STREAK_STEPS * scoring.streakBonus;
  return questions.reduce((sum, question) => sum + question.weight * scoring.maxPoints, bonuses);
}
