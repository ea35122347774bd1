import type { Evidence, RedisSession, Row, SessionHistory } from './evidence.js';
import type { FinalPlace } from './final-ranking.js';
import type { Finding } from './findings.js';

/** `order` during the game: ranks run from 1 without a gap, and no score is above the score of the rank before. */
export function checkBoards({ sessionId, boards }: SessionHistory): Finding[] {
  const findings: Finding[] = [];
  for (const { version, top } of boards) {
    const wrong = top.find((row, i) => row.rank !== i + 1 || (i > 0 && row.score > top[i - 1]!.score));
    if (!wrong) continue;
    const detail = `leaderboard ${version}: rank ${wrong.rank} with ${wrong.score} points is out of order`;
    findings.push({ kind: 'order', sessionId, playerId: wrong.playerId, detail });
  }
  return findings;
}

/**
 * `order` at the end: compares Redis' board, the session's standings and the podium that players saw with the ranking that
 * follows from the answers. It also compares the times that decide the order of equal scores.
 */
export function checkOrder(
  { mongo, redis }: Evidence,
  session: SessionHistory,
  ranking: FinalPlace[],
): Finding[] {
  const { sessionId } = session;
  const board = redis.get(sessionId)?.board;
  const standings = mongo.sessions.get(sessionId)?.standings ?? [];
  const problems: Problem[] = [
    ...reachedInMongo(mongo.results.get(sessionId) ?? [], ranking),
    ...(board ? reachedInRedis(board, ranking) : []),
    ...misplaced("Redis' board", withRanks(board ?? []), ranking),
    ...misplaced("the session's standings", standings, ranking),
  ];
  const ranks = new Map(ranking.map(({ playerId }, i) => [playerId, i + 1]));
  for (const { playerId, ended } of session.players.values()) {
    for (const { rank, podium } of ended) {
      if (rank !== undefined && rank !== ranks.get(playerId)) {
        problems.push({ playerId, detail: `told rank ${rank} at the end instead of ${ranks.get(playerId)}` });
      }
      problems.push(...misplaced(`the podium shown to ${playerId}`, podium, ranking));
    }
  }
  return problems.map((problem) => ({ kind: 'order', sessionId, ...problem }));
}

interface Problem {
  playerId: string;
  detail: string;
}

const withRanks = (board: RedisSession['board']): Row[] => board.map((row, i) => ({ ...row, rank: i + 1 }));

/** The first place with the wrong player or the wrong number: the other wrong places mostly follow from it. */
function misplaced(where: string, rows: Row[], ranking: FinalPlace[]): Problem[] {
  const at = rows.findIndex((row, i) => row.playerId !== ranking[i]?.playerId || row.rank !== i + 1);
  if (at < 0) return [];
  const { playerId, rank } = rows[at]!;
  const due = ranking[at]?.playerId ?? 'nobody';
  return [{ playerId, detail: `${where}: place ${at + 1} has rank ${rank} and should be ${due}'s` }];
}

function reachedInRedis(board: RedisSession['board'], ranking: FinalPlace[]): Problem[] {
  const reached = new Map(board.map((row) => [row.playerId, row.reachedAt]));
  return lateOrEarly("Redis' board", reached, ranking);
}

function reachedInMongo(
  results: { playerId: string; reachedAt?: number }[],
  ranking: FinalPlace[],
): Problem[] {
  const reached = new Map(results.map((result) => [result.playerId, result.reachedAt]));
  return lateOrEarly('MongoDB', reached, ranking);
}

function lateOrEarly(
  where: string,
  reached: Map<string, number | undefined>,
  ranking: FinalPlace[],
): Problem[] {
  return ranking.flatMap(({ playerId, reachedAt }) => {
    const at = reached.get(playerId);
    if (at === reachedAt) return [];
    return [{ playerId, detail: `${where}: reached the score at ${at}, the answers say ${reachedAt}` }];
  });
}
