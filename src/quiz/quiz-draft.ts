import { nanoid } from 'nanoid';
import type { Question } from '../contracts/quiz.js';
import type { QuestionDraft } from '../question/kind.js';

/** The part of a quiz that an author writes; the server adds an id, an owner and a version. */
export interface QuizDraft {
  title: string;
  description?: string;
  language?: string;
  questions: QuestionDraft[];
}

/**
 * Gives every question without an id a new one, which no other question of the draft has.
 *
 * @param newId tests pass their own; ids must match ID_PATTERN
 */
export const toQuestions = (draft: QuizDraft, newId: () => string = () => nanoid(12)): Question[] => {
  const taken = new Set(draft.questions.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const freshId = () => {
    let id = newId();
    while (taken.has(id)) id = newId();
    taken.add(id);
    return id;
  };
  return draft.questions.map((question): Question => ({ ...question, id: question.id ?? freshId() }));
};
