import { frequentBars } from '../bars.js';
import type { Wall } from '../kind.js';

export const number: Wall = {
  /** Only the exact number is marked: players do not learn how far off still counts. */
  bars: (_question, answers) => frequentBars(answers, (value) => Number(value) === answers.correct),
};
