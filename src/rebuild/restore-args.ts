import type { ResultRecord } from '../persistence/result-record.js';
import { kindOf } from '../question/kinds.js';
import { toAnswerRecord } from '../session/state/records.js';
import { playedQuestions } from '../session/frozen-session.js';
import { parseNickname } from '../session/nickname.js';
import type { SessionRecord } from '../session/session.schema.js';

/** The frozen parts of a session, as MongoDB keeps them. */
export type FrozenQuiz = Pick<SessionRecord, '_id' | 'mode' | 'quiz' | 'settings'>;

/** The arguments of `restore.lua` for a player as MongoDB has it. */
export function restoreArgs(
  { _id: sessionId, mode, quiz, settings }: FrozenQuiz,
  result: ResultRecord,
): (string | number)[] {
  const { playerId, nickname, kicked, joinedAt = 0, answers = {} } = result;
  const played = playedQuestions({ sessionId, hostId: '', pin: '', mode, quiz, settings });
  const given = Object.entries(answers)
    .map(([questionId, answer]) => ({
      questionId,
      answer,
      question: quiz.questions.findIndex(({ id }) => id === questionId),
      number: played.findIndex(({ id }) => id === questionId),
    }))
    .filter(({ question }) => question >= 0)
    .toSorted((a, b) => a.answer.at - b.answer.at);
  return [
    playerId,
    nickname === undefined ? '' : JSON.stringify(nickname),
    nickname ? parseNickname(nickname).folded : '',
    kicked ? 1 : 0,
    joinedAt,
    ...given.flatMap(({ questionId, answer, question, number }) => [
      question + 1,
      questionId,
      toAnswerRecord(answer),
      answer.points,
      answer.correct ? 1 : 0,
      kindOf(quiz.questions[question]!).scored ? 1 : 0,
      number,
      answer.streak,
      answer.at,
    ]),
  ];
}
