import type { MongoResult } from './evidence.js';

/** A player's place, as it follows from its answers in MongoDB. */
export interface FinalPlace {
  playerId: string;
  score: number;
  /** The time when the score was reached: that of the last gain, or of the join if there was none. */
  reachedAt: number;
  correct: number;
  answered: number;
}

/**
 * The ranking of ADR 4, from the answers alone: first by points, then by the time when they were reached, then by the greater
 * id. Kicked players have no place, and neither has a second document of a player (`double`).
 */
export function finalRanking(sessionId: string, results: MongoResult[]): FinalPlace[] {
  return results
    .filter(({ _id, playerId, kicked }) => !kicked && _id === `${sessionId}:${playerId}`)
    .map(({ playerId, joinedAt = 0, answers: byQuestion }) => {
      const answers = [...byQuestion.values()];
      const gains = answers.filter(({ points }) => points > 0);
      return {
        playerId,
        score: gains.reduce((sum, { points }) => sum + points, 0),
        reachedAt: gains.reduce((last, { at }) => Math.max(last, at), joinedAt),
        correct: answers.filter(({ correct }) => correct).length,
        answered: answers.length,
      };
    })
    .toSorted((a, b) => b.score - a.score || a.reachedAt - b.reachedAt || (a.playerId < b.playerId ? 1 : -1));
}
