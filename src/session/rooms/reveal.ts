import type { Question } from '../../contracts/quiz.js';
import type { AnswerKey, AnswerResult, RevealEvent } from '../../contracts/socket-events.js';
import { distribution } from '../../question/distribution.js';
import { kindOf } from '../../question/kinds.js';
import type { AnswerRecord } from '../state/records.js';
import type { Place } from './board-reader.js';

/** The part of a question that a player may read once the question is over. */
export const answerKey = (question: Question): AnswerKey => ({
  questionId: question.id,
  correct: kindOf(question).correct(question),
  ...(question.explanation !== undefined && { explanation: question.explanation }),
});

/** A reveal without the `rev` of the state to which it belongs. */
export type RevealedAnswers = Omit<RevealEvent, 'rev'>;

export const revealedAnswers = (question: Question, answers: Map<string, AnswerRecord>): RevealedAnswers => ({
  ...answerKey(question),
  distribution: distribution(
    question,
    [...answers.values()].map(({ value }) => value),
  ),
  answered: answers.size,
});

export function resultOf(
  questionId: string,
  answer: AnswerRecord | undefined,
  { rank, score }: Place,
  streak: number,
): { questionId: string } & AnswerResult {
  const { fraction, points } = answer ?? { fraction: 0, points: 0 };
  return { questionId, correct: fraction === 1, fraction, points, score, rank, streak };
}
