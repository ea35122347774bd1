import type { Question } from '@contracts/quiz.js';
import type { Text } from '../locale/en.js';

const choices = (texts: readonly string[]) => texts.map((text, place) => ({ id: 'abcdefgh'[place]!, text }));

/** A quiz with a question of every type, in the reader's language. */
export function sampleQuiz({ sample: s }: Text): { title: string; questions: Question[] } {
  const base = { timeLimitMs: 30_000, weight: 1 as const };
  return {
    title: s.title,
    questions: [
      { ...base, id: 'planet', type: 'single', text: s.planet, choices: choices(s.planets), correct: ['b'] },
      {
        ...base,
        id: 'primes',
        type: 'multiple',
        text: s.primes,
        choices: choices(['2', '9', '11', '15']),
        correct: ['a', 'c'],
      },
      { ...base, id: 'bats', type: 'true-false', text: s.bats, correct: true, explanation: s.batsWhy },
      { ...base, id: 'metal', type: 'text', text: s.metal, accepted: [...s.metals] },
      { ...base, id: 'bones', type: 'number', text: s.bones, correct: 206, tolerance: 20, min: 0, max: 500 },
      {
        ...base,
        id: 'inventions',
        type: 'order',
        text: s.inventions,
        choices: choices(s.inventionList),
        correct: ['c', 'a', 'd', 'b'],
      },
      { ...base, id: 'season', type: 'poll', text: s.season, choices: choices(s.seasons) },
    ],
  };
}
