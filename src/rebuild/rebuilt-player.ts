import type { Question } from '../contracts/quiz.js';
import { boardScore } from '../leaderboard/board-score.js';
import type { AnswerRecord, ResultRecord } from '../persistence/result-record.js';
import { kindOf } from '../question/kinds.js';
import { type FrozenSession, playedQuestions } from '../session/frozen-session.js';
import { toTally } from '../session/state/records.js';

/** A player's place and tally as the answer script left them. */
export interface RebuiltStanding {
  boardScore: number;
  /** As `toTally` writes it. */
  tally: string;
}

/**
 * Recomputes from a player's answers what the answer script had added up.
 *
 * @param createdAt of the session, by Redis' clock
 * @param until live: only questions before this place count; what the board showed while that question was open
 */
export function standingOf(
  session: FrozenSession,
  record: ResultRecord,
  createdAt: number,
  until = Infinity,
): RebuiltStanding {
  const given = playedQuestions(session)
    .slice(0, until)
    .map((question, number) => ({ question, number, answer: answerTo(record, question) }))
    .filter((one): one is { question: Question; number: number; answer: AnswerRecord } => !!one.answer);
  const scored = given.filter(({ question }) => kindOf(question).scored);
  // Live questions come in their order; self-paced ones in the order that the player chose.
  const latest = scored.reduce<(typeof scored)[number] | undefined>(
    (last, one) => (last && last.answer.at > one.answer.at ? last : one),
    undefined,
  );
  const points = sum(given.map(({ answer }) => answer.points));
  const gains = given.filter(({ answer }) => answer.points > 0).map(({ answer }) => answer.at);
  const reachedAt = Math.max(record.joinedAt ?? createdAt, ...gains);
  const correct = given.filter(({ answer }) => answer.correct).length;
  return {
    boardScore: boardScore(points, reachedAt - createdAt),
    tally: toTally({
      streak: latest?.answer.streak ?? 0,
      correct,
      answered: given.length,
      last: latest?.number ?? -1,
    }),
  };
}

/** A question's id can be a name that every object has, such as `constructor`. */
const answerTo = ({ answers }: ResultRecord, { id }: Question): AnswerRecord | undefined =>
  answers && Object.hasOwn(answers, id) ? answers[id] : undefined;

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
