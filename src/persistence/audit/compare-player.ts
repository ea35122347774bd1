import type { AuditDifference } from '../../contracts/rest.js';
import type { ResultRecord } from '../result-record.js';
import type { RedisPlayer } from './redis-side.js';
import type { UnderWay } from './under-way.js';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Everything that Redis and MongoDB disagree on about one player, but for what is under way. */
export function comparePlayer(
  player: RedisPlayer,
  result: ResultRecord | undefined,
  underWay: UnderWay,
): AuditDifference[] {
  const { playerId } = player;
  const differences: AuditDifference[] = [];
  const differ = (kind: string, redis: unknown, mongo: unknown, questionId?: string) =>
    differences.push({ kind, playerId, ...(questionId && { questionId }), redis, mongo });

  const points = sum(player.answers.values());
  if (player.score !== points) differ('board-is-not-the-sum-of-answers', player.score ?? null, points);

  if (result?.nickname !== player.nickname && !underWay.players.has(playerId)) {
    differ('player', player.nickname, result?.nickname ?? null);
  }
  const stored = result?.answers ?? {};
  for (const [questionId, mine] of player.answers) {
    const theirs = stored[questionId]?.points;
    if (theirs === mine) continue;
    if (theirs === undefined && underWay.answers.has(`${playerId}:${questionId}`)) continue;
    differ('answer', mine, theirs ?? null, questionId);
  }
  for (const [questionId, { points: theirs }] of Object.entries(stored)) {
    if (!player.answers.has(questionId)) differ('answer', null, theirs, questionId);
  }
  const storedPoints = sum(Object.values(stored).map((answer) => answer.points));
  const storedScore = result?.score ?? 0;
  if (storedScore !== storedPoints) differ('score-is-not-the-sum-of-answers', storedPoints, storedScore);
  const answered = Object.keys(stored).length;
  if ((result?.answered ?? 0) !== answered) differ('answered-count', answered, result?.answered ?? 0);
  return differences;
}
