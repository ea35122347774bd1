import { frequentBars } from '../bars.js';
import type { Wall } from '../kind.js';

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

export const text: Wall = {
  bars: (_question, answers) => {
    const { correct } = answers;
    return frequentBars(
      answers,
      (value) => Array.isArray(correct) && correct.some((accepted) => fold(accepted) === fold(value)),
    );
  },
};
