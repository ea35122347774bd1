import { frequentBars } from '../bars.js';
import type { Wall } from '../kind.js';

export const number: Wall = {
  /** The exact number alone is marked: how far off still counts is not told. */
  bars: (_question, answers) => frequentBars(answers, (value) => Number(value) === answers.correct),
};
