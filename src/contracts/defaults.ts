import type { Question } from './quiz.js';
import type { Settings } from './session.js';

/** Settings of a session whose host did not say otherwise. There is no limit of players, and only the host advances. */
export const DEFAULT_SETTINGS = {
  scoring: { rule: 'classic-v1', maxPoints: 1000, timeWeight: 0.5, streakBonus: 0, multiple: 'strict' },
  leaderboardSize: 10,
  lateJoin: true,
  shuffleQuestions: false,
  shuffleChoices: false,
  showAnswersAfterEnd: false,
  earlyClose: true,
} as const satisfies Settings;

/** A question whose author did not say otherwise. */
export const DEFAULT_QUESTION = { timeLimitMs: 20_000, weight: 1 } as const satisfies Partial<Question>;

/** The part of a leaderboard that is read when a request names none: a page, and the rows on each side of a player's own. */
export const DEFAULT_ROWS = { offset: 0, limit: 10, around: 5 } as const;
