import type { PlayerQuestion, Question } from '../contracts/quiz.js';
import { kindOf } from './kinds.js';

/**
 * A question as players may see it before the reveal. It names what it lets through, so that a field added to
 * `Question` later stays secret until somebody decides otherwise.
 *
 * @param shuffleSeed orders the choices (`shuffleChoices`); the same seed gives the same order on every node. Without
 *   it they come as written, but for `order`, which is shuffled always
 */
export const playerQuestion = (question: Question, shuffleSeed?: string): PlayerQuestion => ({
  id: question.id,
  type: question.type,
  text: question.text,
  timeLimitMs: question.timeLimitMs,
  weight: question.weight,
  ...(question.media && { media: { imageUrl: question.media.imageUrl } }),
  ...kindOf(question).shown(question, shuffleSeed),
});
