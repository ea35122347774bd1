import type { PlayerQuestion, Question } from '../contracts/quiz.js';
import { kindOf } from './kinds.js';

/**
 * A question as players may see it before the reveal. It names each field that it copies, so that a field added to
 * `Question` later stays secret until somebody decides otherwise.
 *
 * @param shuffleSeed orders the choices (`shuffleChoices`); the same seed gives the same order on every node. Without
 *   it they come as written, except for `order`, which is always shuffled
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
