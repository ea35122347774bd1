import type { Question, Quiz } from '@contracts/quiz.js';

/** A quiz as it is written: body of `POST /v1/quizzes` and `PUT /v1/quizzes/:quizId`. */
export interface Draft {
  title: string;
  description?: string;
  language?: string;
  questions: Question[];
}

export const toDraft = ({ title, description, language, questions }: Quiz): Draft => ({
  title,
  ...(description !== undefined && { description }),
  ...(language !== undefined && { language }),
  questions,
});
