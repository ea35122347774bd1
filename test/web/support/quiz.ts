import type { Question } from '../../../src/contracts/quiz.js';

const choices = (...texts: string[]) => texts.map((text, place) => ({ id: 'abcdefgh'[place]!, text }));
const base = { timeLimitMs: 120_000, weight: 1 } as const;

/** A question of every type, with enough time for three browsers that share two cores. */
export const EVERY_TYPE: Question[] = [
  {
    ...base,
    id: 'capital',
    type: 'single',
    text: 'What is the capital of Vietnam?',
    choices: choices('Huế', 'Hà Nội', 'Đà Nẵng', 'Hội An'),
    correct: ['b'],
    explanation: 'Since 1010, under many names.',
  },
  {
    ...base,
    id: 'primes',
    type: 'multiple',
    weight: 2,
    text: 'Which of these are prime numbers?',
    choices: choices('2', '9', '11', '15', '21'),
    correct: ['a', 'c'],
  },
  { ...base, id: 'bats', type: 'true-false', text: 'Bats are birds.', correct: false },
  { ...base, id: 'metal', type: 'text', text: 'Which metal has the symbol Fe?', accepted: ['iron', 'sắt'] },
  {
    ...base,
    id: 'bones',
    type: 'number',
    text: 'How many bones?',
    correct: 206,
    tolerance: 10,
    min: 0,
    max: 500,
  },
  {
    ...base,
    id: 'order',
    type: 'order',
    text: 'Put these inventions in order, the oldest first.',
    choices: choices('Wheel', 'Printing press', 'Telephone', 'World Wide Web'),
    correct: ['a', 'b', 'c', 'd'],
  },
  {
    ...base,
    id: 'season',
    type: 'poll',
    text: 'Your favourite season?',
    choices: choices('Spring', 'Summer', 'Autumn'),
  },
];

export const INVENTIONS = ['Wheel', 'Printing press', 'Telephone', 'World Wide Web'];
