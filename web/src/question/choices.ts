import { nanoid } from 'nanoid';
import { LIMITS } from '@contracts/limits.js';
import type { Choice } from '@contracts/quiz.js';
import type { Text } from '../locale/en.js';
import type { Problems } from './kind.js';

const CHOICE_IDS = 'abcdefgh';

/** An empty choice with an id that its question has not used. */
export const newChoice = (choices: Choice[]): Choice => {
  const used = new Set(choices.map(({ id }) => id));
  const id = [...CHOICE_IDS].find((letter) => !used.has(letter)) ?? nanoid();
  return { id, text: '' };
};

export const someChoices = (): Choice[] => ['a', 'b', 'c', 'd'].map((id) => ({ id, text: '' }));

/** Whether a list has as many choices as it may have. */
export const choicesAreFull = (choices: Choice[]): boolean => choices.length >= LIMITS.maxChoices;

/** The right choices that are still there after others were removed. */
export const stillThere = (correct: string[], choices: Choice[]): string[] =>
  correct.filter((id) => choices.some((choice) => choice.id === id));

/** Each choice needs a text that no other has. */
export function checkChoices({ choices }: { choices: Choice[] }, t: Text): Problems {
  const problems: Problems = {};
  const seen = new Set<string>();
  choices.forEach(({ text }, place) => {
    const path = `choices.${place}.text`;
    const folded = text.trim().toLowerCase();
    if (folded === '') problems[path] = t.problems.empty;
    else if (seen.has(folded)) problems[path] = t.problems.twice;
    seen.add(folded);
  });
  return problems;
}
