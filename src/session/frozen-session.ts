import type { PlayerQuestion, Question, Quiz } from '../contracts/quiz.js';
import type { SessionMode, Settings } from '../contracts/session.js';
import { kindOf } from '../question/kinds.js';
import { playerQuestion } from '../question/player-question.js';
import { questionOrder } from '../question/shuffle.js';

/** What a session keeps of its quiz from its creation to its end, whatever becomes of the quiz. */
export interface FrozenSession {
  sessionId: string;
  hostId: string;
  pin: string;
  mode: SessionMode;
  quiz: Quiz;
  settings: Settings;
}

/**
 * The questions in the order they are played: the same at every reconnect and on every node. With `shuffleQuestions` each
 * player of a self-paced session has an order of its own, a live session one for all.
 */
export function playedQuestions(session: FrozenSession, playerId = ''): Question[] {
  const { questions } = session.quiz;
  if (!session.settings.shuffleQuestions) return questions;
  const seed = session.mode === 'live' ? session.sessionId : playerId;
  return questionOrder(questions.length, seed).map((place) => questions[place]!);
}

/**
 * Live: the number of the scored question that was closed last, -1 for none. A streak goes on only for who answered it.
 *
 * @param index current question, from 0
 * @param open whether that one is still open
 */
export function lastScored(session: FrozenSession, index: number, open: boolean): number {
  const questions = playedQuestions(session);
  let number = open ? index - 1 : index;
  while (number >= 0 && !kindOf(questions[number]!).scored) number -= 1;
  return number;
}

/** A question without its answer, its choices in this player's order; a host gets them as written. */
export function questionFor(session: FrozenSession, question: Question, playerId?: string): PlayerQuestion {
  return playerQuestion(question, session.settings.shuffleChoices ? playerId : undefined);
}
