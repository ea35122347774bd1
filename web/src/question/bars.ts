import type { PlayerQuestion } from '@contracts/quiz.js';
import { letterOf } from '../ui/shape.js';
import type { Answers, Bar, Bars } from './kind.js';

/** Values of a text or number question that a wall can show. */
const MOST = 6;

/** One bar for each choice, chosen or not. */
export const choiceBars = ({ choices = [] }: PlayerQuestion, { correct, distribution }: Answers): Bars => ({
  bars: choices.map(({ id, text }, place): Bar => ({
    key: id,
    label: `${letterOf(place)} · ${text}`,
    place,
    count: distribution[id] ?? 0,
    right: Array.isArray(correct) && correct.includes(id),
  })),
  rest: 0,
});

/** A bar for each of the most frequent values, and how many players said something else. */
export function frequentBars(
  { distribution }: Answers,
  isRight: (value: string) => boolean,
  labelOf = (value: string) => value,
): Bars {
  const given = Object.entries(distribution).toSorted(([, a], [, b]) => b - a);
  const bars = given.slice(0, MOST).map(([value, count]): Bar => ({
    key: value,
    label: labelOf(value),
    count,
    right: isRight(value),
  }));
  return { bars, rest: given.slice(MOST).reduce((sum, [, count]) => sum + count, 0) };
}
