import type { AuditDifference } from '../contracts/rest.js';
import type { ResultRecord } from '../persistence/result-record.js';
import type { AnswerRecord } from '../session/state/records.js';
import type { RedisPlayer } from './redis-side.js';
import type { UnderWay } from './under-way.js';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** The parts of an answer that both stores hold, as one text to compare. */
const content = ({ points, fraction, value }: Pick<AnswerRecord, 'points' | 'fraction' | 'value'>) =>
  JSON.stringify([points, fraction, value]);

/** Everything that Redis and MongoDB disagree on about one player, except for events that are still under way. */
export function comparePlayer(
  player: RedisPlayer,
  result: ResultRecord | undefined,
  underWay: UnderWay,
): AuditDifference[] {
  const { playerId } = player;
  const differences: AuditDifference[] = [];
  const differ = (kind: string, redis: unknown, mongo: unknown, questionId?: string) =>
    differences.push({ kind, playerId, ...(questionId && { questionId }), redis, mongo });

  const records = [...player.answers.values()].filter((record) => record !== undefined);
  const points = sum(records.map((record) => record.points));
  if (player.score !== points) differ('board-is-not-the-sum-of-answers', player.score ?? null, points);

  if (result?.nickname !== player.nickname && !underWay.players.has(playerId)) {
    differ('player', player.nickname, result?.nickname ?? null);
  }
  const correct = records.filter(({ fraction }) => fraction === 1).length;
  if (player.tally.answered !== player.answers.size)
    differ('tally-answered', player.tally.answered, player.answers.size);
  if (player.tally.correct !== correct) differ('tally-correct', player.tally.correct, correct);

  const stored = result?.answers ?? {};
  for (const [questionId, mine] of player.answers) {
    const theirs = Object.hasOwn(stored, questionId) ? stored[questionId] : undefined;
    if (mine === undefined) differ('unreadable-record', null, theirs?.points ?? null, questionId);
    else if (!theirs) {
      if (!underWay.answers.has(`${playerId}:${questionId}`)) differ('answer', mine.points, null, questionId);
    } else if (mine.points !== theirs.points) differ('answer', mine.points, theirs.points, questionId);
    else if (content(mine) !== content(theirs))
      differ('answer-content', mine.value, theirs.value, questionId);
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
