import type { Quiz } from '../contracts/quiz.js';
import type { QuizRecord } from './quiz.schema.js';

/** A stored quiz as its owner reads it. */
export const toQuiz = (record: QuizRecord): Quiz => ({
  id: record._id,
  title: record.title,
  ...(record.description !== undefined && { description: record.description }),
  ...(record.language !== undefined && { language: record.language }),
  version: record.version,
  questions: record.questions,
  updatedAt: record.updatedAt.getTime(),
});
