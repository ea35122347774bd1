import type { QueryFilter } from 'mongoose';
import type { QuizSummary } from '../contracts/quiz.js';
import { decodeCursor } from '../platform/http/cursor.js';
import type { QuizListQuery } from './quiz-list.dto.js';
import type { QuizRecord } from './quiz.schema.js';

export const LIST_ORDER = { updatedAt: -1, _id: -1 } as const;
export const LIST_FIELDS = { title: 1, questionCount: 1, updatedAt: 1 } as const;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Selects the quizzes from which a page of the list is taken. The search looks for the text anywhere in the title, whatever
 * its case. It reads the titles of this one host in the index, not the documents, which is fast enough for the thousands of
 * quizzes that a host can have. A text index would find whole words only, and a search engine would be one more thing to run.
 */
export function listFilter(
  hostId: string,
  { search, cursor }: Partial<QuizListQuery>,
): QueryFilter<QuizRecord> {
  const text = search?.trim();
  const filter = { hostId, ...(text && { title: { $regex: escaped(text), $options: 'i' } }) };
  if (!cursor) return filter;
  const { at, id } = decodeCursor(cursor);
  const updatedAt = new Date(at);
  // Each alternative is a whole filter: then MongoDB merges two sorted scans of the index, and reads no document.
  return {
    $or: [
      { ...filter, updatedAt: { $lt: updatedAt } },
      { ...filter, updatedAt, _id: { $lt: id } },
    ],
  };
}

type Listed = Pick<QuizRecord, '_id' | keyof typeof LIST_FIELDS>;

export const toSummary = ({ _id, title, questionCount, updatedAt }: Listed): QuizSummary => ({
  id: _id,
  title,
  questionCount,
  updatedAt: updatedAt.getTime(),
});
