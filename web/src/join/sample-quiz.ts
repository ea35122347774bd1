import type { Question, QuestionType } from '@contracts/quiz.js';
import type { Text } from '../locale/en.js';
import type { QuestionOf } from '../question/kind.js';

const choices = (texts: readonly string[]) => texts.map((text, place) => ({ id: 'abcdefgh'[place]!, text }));

/** A quiz with a question of every type, in the reader's language. */
export function sampleQuiz({ sample: s }: Text): { title: string; questions: Question[] } {
  const base = { timeLimitMs: 30_000, weight: 1 as const };
  const questions: { [T in QuestionType]: QuestionOf<T> } = {
    single: {
      ...base,
      id: 'planet',
      type: 'single',
      text: s.planet,
      choices: choices(s.planets),
      correct: ['b'],
    },
    multiple: {
      ...base,
      id: 'primes',
      type: 'multiple',
      text: s.primes,
      choices: choices(['2', '9', '11', '15']),
      correct: ['a', 'c'],
    },
    'true-false': {
      ...base,
      id: 'bats',
      type: 'true-false',
      text: s.bats,
      correct: true,
      explanation: s.batsWhy,
    },
    text: { ...base, id: 'metal', type: 'text', text: s.metal, accepted: [...s.metals] },
    number: {
      ...base,
      id: 'bones',
      type: 'number',
      text: s.bones,
      correct: 206,
      tolerance: 20,
      min: 0,
      max: 500,
    },
    order: {
      ...base,
      id: 'inventions',
      type: 'order',
      text: s.inventions,
      choices: choices(s.inventionList),
      correct: ['c', 'a', 'd', 'b'],
    },
    poll: { ...base, id: 'season', type: 'poll', text: s.season, choices: choices(s.seasons) },
  };
  return { title: s.title, questions: Object.values(questions) };
}
