import type { Evidence, Row, SessionHistory } from './evidence.js';
import type { FinalPlace } from './final-ranking.js';
import type { Finding } from './findings.js';

/**
 * `standing`: a final score, or the number of players, does not follow from the answers in MongoDB: on Redis' board, in the
 * standings of the session's document, or in the messages to players.
 */
export function checkStanding(
  { mongo, redis }: Evidence,
  session: SessionHistory,
  ranking: FinalPlace[],
): Finding[] {
  const { sessionId } = session;
  const places = new Map(ranking.map((place) => [place.playerId, place]));
  const findings: Finding[] = [];
  const report = (detail: string, playerId?: string) =>
    findings.push({ kind: 'standing', sessionId, ...(playerId !== undefined && { playerId }), detail });
  const compare = (where: string, { playerId, score }: Pick<Row, 'playerId' | 'score'>) => {
    const sum = places.get(playerId)?.score;
    if (sum === undefined) report(`${where}, but MongoDB has no such player`, playerId);
    else if (score !== sum) report(`${where} with ${score} points, the answers give ${sum}`, playerId);
  };

  const board = redis.get(sessionId)?.board;
  if (board) {
    for (const row of board) compare("on Redis' board", row);
    const seated = new Set(board.map(({ playerId }) => playerId));
    for (const { playerId } of ranking) if (!seated.has(playerId)) report("not on Redis' board", playerId);
  }

  const stored = mongo.sessions.get(sessionId);
  if (stored?.status === 'ended') {
    if (stored.players !== ranking.length)
      report(`ended with ${stored.players} players, ${ranking.length} have results`);
    const standings = stored.standings ?? [];
    const due = Math.min(ranking.length, 100);
    if (standings.length !== due) report(`ended with ${standings.length} standings instead of ${due}`);
    for (const row of standings) {
      compare("in the session's standings", row);
      const place = places.get(row.playerId);
      if (place && (row.correct !== place.correct || row.answered !== place.answered)) {
        const counts = `${row.correct} right of ${row.answered}, the answers give ${place.correct} of ${place.answered}`;
        report(`in the session's standings with ${counts}`, row.playerId);
      }
    }
  }

  for (const { playerId, ended, highestScore } of session.players.values()) {
    const place = places.get(playerId);
    if (place && highestScore > place.score) {
      report(`was told a score of ${highestScore}, the answers give ${place.score}`, playerId);
    }
    for (const { total, score, podium } of ended) {
      if (score !== undefined) compare('told at the end', { playerId, score });
      if (total !== ranking.length)
        report(`told of ${total} players at the end, ${ranking.length} have results`, playerId);
      for (const row of podium) compare(`on the podium shown to ${playerId}`, row);
    }
  }
  return findings;
}
