import type { Choice, OrderQuestion, PlayerQuestion, Question } from '../contracts/quiz.js';
import { shuffled } from './shuffle.js';

const byText = (a: Choice, b: Choice): number => {
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

const copy = ({ id, text }: Choice): Choice => ({ id, text });

/**
 * Authors write the choices of `order` in the right order. Sorting by text first makes what follows independent of
 * that, so that nobody can undo the shuffle, whose seed is public.
 */
const orderChoices = (question: OrderQuestion, seed: string): Choice[] =>
  shuffled(question.choices.map(copy).toSorted(byText), seed);

const choicesOf = (question: Question, shuffleSeed: string | undefined): Choice[] | undefined => {
  const seed = shuffleSeed === undefined ? question.id : `${shuffleSeed}:${question.id}`;
  if (question.type === 'order') return orderChoices(question, seed);
  if (!('choices' in question)) return undefined;
  const choices = question.choices.map(copy);
  return shuffleSeed === undefined ? choices : shuffled(choices, seed);
};

/**
 * A question as players may see it before the reveal. It names what it lets through, so that a field added to
 * `Question` later stays secret until somebody decides otherwise.
 *
 * @param shuffleSeed orders the choices (`shuffleChoices`); the same seed gives the same order on every node. Without
 *   it they come as written, but for `order`, which is shuffled always
 */
export const playerQuestion = (question: Question, shuffleSeed?: string): PlayerQuestion => {
  const choices = choicesOf(question, shuffleSeed);
  return {
    id: question.id,
    type: question.type,
    text: question.text,
    timeLimitMs: question.timeLimitMs,
    weight: question.weight,
    ...(question.media && { media: { imageUrl: question.media.imageUrl } }),
    ...(choices && { choices }),
    ...(question.type === 'number' && question.min !== undefined && { min: question.min }),
    ...(question.type === 'number' && question.max !== undefined && { max: question.max }),
  };
};
