import type { QuestionType } from '../contracts/quiz.js';
import { QUESTION_TYPES } from './kinds.js';

const choices = () => ['a', 'b', 'c'].map((id) => ({ id, text: `Choice ${id}` }));
const common = { timeLimitMs: 20_000, weight: 1 };

/** A valid body for each type; a new object with every call. */
export const draftOf: Record<QuestionType, () => object> = {
  single: () => ({
    type: 'single',
    id: 'first',
    text: 'One?',
    choices: choices(),
    correct: ['a'],
    timeLimitMs: 30_000,
    weight: 2,
    explanation: 'Because.',
    media: { imageUrl: 'https://podium.example/one.png' },
  }),
  multiple: () => ({ type: 'multiple', text: 'Some?', choices: choices(), correct: ['c', 'a'], ...common }),
  'true-false': () => ({ type: 'true-false', text: 'So?', correct: false, ...common }),
  text: () => ({ type: 'text', text: 'What?', accepted: ['This', 'that'], caseSensitive: true, ...common }),
  number: () => ({
    type: 'number',
    text: 'How many?',
    correct: 7,
    tolerance: 0.5,
    min: 0,
    max: 100,
    ...common,
  }),
  order: () => ({ type: 'order', text: 'In turn?', choices: choices(), correct: ['b', 'a', 'c'], ...common }),
  poll: () => ({ type: 'poll', text: 'Which?', choices: choices(), ...common }),
};

/** A valid body of each type, in the order of `kinds`. */
export const everyType = (): object[] => QUESTION_TYPES.map((type) => draftOf[type]());
