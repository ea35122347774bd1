import { PodiumError } from '../platform/problems/podium-error.js';
import { validateQuizDraft } from './quiz-draft.dto.js';

const choices = () => ['a', 'b', 'c'].map((id) => ({ id, text: `Choice ${id}` }));

/** Valid question bodies for specs, one of each type, in the contract's order; new objects with every call. */
export const everyType = (): object[] => {
  const common = { timeLimitMs: 20_000, weight: 1 };
  return [
    {
      type: 'single',
      id: 'first',
      text: 'One?',
      choices: choices(),
      correct: ['a'],
      timeLimitMs: 30_000,
      weight: 2,
      explanation: 'Because.',
      media: { imageUrl: 'https://podium.example/one.png' },
    },
    { type: 'multiple', text: 'Some?', choices: choices(), correct: ['c', 'a'], ...common },
    { type: 'true-false', text: 'So?', correct: false, ...common },
    { type: 'text', text: 'What?', accepted: ['This', 'that'], caseSensitive: true, ...common },
    { type: 'number', text: 'How many?', correct: 7, tolerance: 0.5, min: 0, max: 100, ...common },
    { type: 'order', text: 'In turn?', choices: choices(), correct: ['b', 'a', 'c'], ...common },
    { type: 'poll', text: 'Which?', choices: choices(), ...common },
  ];
};

export const quizOf = (questions: unknown[]) => ({
  title: 'A quiz',
  description: 'Of every kind',
  language: 'en-GB',
  questions,
});

/** What a client would be told of `body`; nothing when it is valid. */
export const errorsOf = (body: unknown) => {
  try {
    validateQuizDraft(body);
  } catch (error) {
    if (error instanceof PodiumError) return error.details.errors ?? [];
    throw error;
  }
  return [];
};
