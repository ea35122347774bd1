import type { Choice, Question } from '../../src/contracts/quiz.js';

export const choices = (...ids: string[]): Choice[] => ids.map((id) => ({ id, text: `choice ${id}` }));

/** `count` questions whose right answer is `['a']`, and which are open for long. */
export const singles = (count: number, prefix = 'q'): Question[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${index}`,
    type: 'single' as const,
    text: `Question ${index}?`,
    timeLimitMs: 240_000,
    weight: 1 as const,
    choices: choices('a', 'b', 'c', 'd'),
    correct: ['a'],
  }));
