import { nanoid } from 'nanoid';
import { DEFAULT_QUESTION } from '@contracts/defaults.js';
import type { Question, QuestionType } from '@contracts/quiz.js';
import { someChoices } from '../../question/choices.js';
import { editorOf } from '../../question/editors.js';
import type { QuestionBase } from '../../question/kind.js';

export const newQuestion = (type: QuestionType = 'single'): Question =>
  editorOf({ type }).blank({ id: nanoid(), text: '', ...DEFAULT_QUESTION }, someChoices());

/** The same question as another type; choices stay when both have them. */
export function changeType(question: Question, type: QuestionType): Question {
  const { id, text, media, timeLimitMs, weight, explanation } = question;
  const base: QuestionBase = {
    id,
    text,
    timeLimitMs,
    weight,
    ...(media && { media }),
    ...(explanation && { explanation }),
  };
  return editorOf({ type }).blank(base, 'choices' in question ? question.choices : someChoices());
}

/** A copy with an id of its own. */
export const copyOf = (question: Question): Question => ({ ...structuredClone(question), id: nanoid() });
