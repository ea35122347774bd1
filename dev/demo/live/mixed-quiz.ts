import type { AnswerValue, Question } from '../../../src/contracts/quiz.js';
import { randomBelow, shuffled } from '../../../src/question/shuffle.js';

const LIMIT_MS = 10_000;

/** A question with its right answer and some wrong ones. */
export interface Asked {
  question: Question;
  right: AnswerValue;
  wrong: AnswerValue[];
  /** An answer can name several choices, and counts for each of them. */
  several?: true;
}

type Draft = Omit<Asked, 'question'> & { question: Record<string, unknown> };

const named = (...texts: string[]) => texts.map((text, index) => ({ id: 'abcdefgh'[index]!, text }));

/** One question of each type; the numbers are drawn at random, so that quizzes differ. */
const draftsOf = (below: (bound: number) => number): Draft[] => {
  const [one, other] = [2 + below(8), 2 + below(8)];
  return [
    {
      question: {
        type: 'single',
        text: 'Which planet is the largest?',
        choices: named('Mars', 'Jupiter', 'Venus', 'Earth'),
        correct: ['b'],
      },
      right: ['b'],
      wrong: [['a'], ['c'], ['d']],
    },
    {
      question: {
        type: 'multiple',
        text: 'Which of these are prime?',
        choices: named('2', '9', '11', '15'),
        correct: ['a', 'c'],
      },
      right: ['a', 'c'],
      wrong: [['a'], ['a', 'b'], ['b', 'd']],
      several: true,
    },
    {
      question: { type: 'true-false', text: 'A leap year has 366 days.', correct: true },
      right: true,
      wrong: [false],
    },
    {
      question: { type: 'text', text: 'What is the capital of Vietnam?', accepted: ['Hanoi', 'Hà Nội'] },
      right: 'hanoi',
      wrong: ['Saigon', 'Huế', 'Da Nang'],
    },
    {
      question: { type: 'number', text: `What is ${one} × ${other}?`, correct: one * other, tolerance: 0 },
      right: one * other,
      wrong: [one * other + 1, one + other],
    },
    {
      question: {
        type: 'order',
        text: 'From the shortest to the longest',
        choices: named('second', 'hour', 'day', 'minute'),
        correct: ['a', 'd', 'b', 'c'],
      },
      right: ['a', 'd', 'b', 'c'],
      wrong: [
        ['a', 'b', 'c', 'd'],
        ['d', 'a', 'b', 'c'],
      ],
    },
    {
      question: {
        type: 'poll',
        text: 'How do you like it so far?',
        choices: named('A lot', 'Well enough', 'Not yet'),
      },
      right: ['a'],
      wrong: [['b'], ['c']],
    },
  ];
};

/** `count` questions, with every type among the first seven; the same seed gives the same questions. */
export function mixedQuiz(seed: number, count: number): Asked[] {
  const below = randomBelow(`live quiz ${seed}`);
  const rounds = Array.from({ length: Math.ceil(count / 7) }, (_, round) =>
    shuffled(draftsOf(below), `live round ${seed} ${round}`),
  );
  return rounds
    .flat()
    .slice(0, count)
    .map(({ question, ...answers }, index) => ({
      ...answers,
      question: { id: `q${index + 1}`, timeLimitMs: LIMIT_MS, weight: 1, ...question } as Question,
    }));
}
