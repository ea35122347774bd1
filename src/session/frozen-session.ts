import type { PlayerQuestion, Question, Quiz } from '../contracts/quiz.js';
import type { SessionMode, Settings } from '../contracts/session.js';
import { playerQuestion } from '../quiz/player-question.js';
import { questionOrder } from '../quiz/shuffle.js';

/** What a session keeps of its quiz from its creation to its end, whatever becomes of the quiz. */
export interface FrozenSession {
  sessionId: string;
  hostId: string;
  pin: string;
  mode: SessionMode;
  quiz: Quiz;
  settings: Settings;
}

/** The question that a player meets at `index`, from 0: the same one at every reconnect, on every node. */
export function questionAt(session: FrozenSession, playerId: string, index: number): Question | undefined {
  const { questions } = session.quiz;
  if (!session.settings.shuffleQuestions) return questions[index];
  const place = questionOrder(questions.length, playerId)[index];
  return place === undefined ? undefined : questions[place];
}

/** A question without its answer, its choices in this player's order. */
export function questionFor(session: FrozenSession, question: Question, playerId: string): PlayerQuestion {
  return playerQuestion(question, session.settings.shuffleChoices ? playerId : undefined);
}
