import type { MongoResult } from './evidence.js';

/** A player's place as its answers in MongoDB give it. */
export interface FinalPlace {
  playerId: string;
  score: number;
  /** When the score was reached: the last gain, or the join of who never gained. */
  reachedAt: number;
  correct: number;
  answered: number;
}

/**
 * The ranking of ADR 4 out of nothing but the answers: more points first, then who reached them first, then the greater
 * id. Kicked players have no place, and a second document of a player (`double`) is none.
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
