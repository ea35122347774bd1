import type { PlayerQuestion, Question, Quiz } from '../contracts/quiz.js';
import type { SessionMode, Settings } from '../contracts/session.js';
import { kindOf } from '../question/kinds.js';
import { playerQuestion } from '../question/player-question.js';
import { questionOrder } from '../question/shuffle.js';

/** The part of a session that stays the same from its creation to its end, even when the quiz is changed or deleted. */
export interface FrozenSession {
  sessionId: string;
  hostId: string;
  pin: string;
  mode: SessionMode;
  quiz: Quiz;
  settings: Settings;
}

/**
 * The questions in the order in which they are played. It is the same at every reconnect and on every node. With
 * `shuffleQuestions` each player of a self-paced session has an order of its own; a live session has one order for all players.
 */
export function playedQuestions(session: FrozenSession, playerId = ''): Question[] {
  const { questions } = session.quiz;
  if (!session.settings.shuffleQuestions) return questions;
  const seed = session.mode === 'live' ? session.sessionId : playerId;
  return questionOrder(questions.length, seed).map((place) => questions[place]!);
}

/**
 * Live: the number of the scored question that was closed last, -1 for none. A streak goes on only for a player who answered it.
 *
 * @param index number of the current question, from 0
 * @param open whether that question is still open
 */
export function lastScored(session: FrozenSession, index: number, open: boolean): number {
  const questions = playedQuestions(session);
  let number = open ? index - 1 : index;
  while (number >= 0 && !kindOf(questions[number]!).scored) number -= 1;
  return number;
}

/**
 * A question without its answer. Its choices have this player's order; a host gets them as written, except for `order`, whose
 * choices are always shuffled.
 */
export function questionFor(session: FrozenSession, question: Question, playerId?: string): PlayerQuestion {
  return playerQuestion(question, session.settings.shuffleChoices ? playerId : undefined);
}
