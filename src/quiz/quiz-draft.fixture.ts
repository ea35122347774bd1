import { PodiumError } from '../platform/problems/podium-error.js';
import { validateQuizDraft } from './quiz-draft.dto.js';

export const quizOf = (questions: unknown[]) => ({
  title: 'A quiz',
  description: 'Of every kind',
  language: 'en-GB',
  questions,
});

/** The errors that a client would get for `body`; nothing when it is valid. */
export const errorsOf = (body: unknown) => {
  try {
    validateQuizDraft(body);
  } catch (error) {
    if (error instanceof PodiumError) return error.details.errors ?? [];
    throw error;
  }
  return [];
};
