import type { AnswerValue, Question } from '../contracts/quiz.js';
import { foldText } from './fold-text.js';

/** Different values that are listed; what is beyond goes under `…`. */
const LISTED = 100;
const REST = '…';

const keyOf = (question: Question, value: AnswerValue): string => {
  if (Array.isArray(value)) return value.join(',');
  return question.type === 'text' ? foldText(String(value), question.caseSensitive) : String(value);
};

/**
 * How often each answer was given: by choice id for single, multiple and poll (0 where nobody chose it), by the whole
 * order (`b,a,c`), by `true` and `false`, by number, by text as the grader folds it.
 */
export function distribution(question: Question, values: Iterable<AnswerValue>): Record<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string) => {
    const listed = counts.has(key) || counts.size < LISTED ? key : REST;
    counts.set(listed, (counts.get(listed) ?? 0) + 1);
  };
  if (question.type === 'true-false') for (const key of ['true', 'false']) counts.set(key, 0);
  const byChoice = question.type === 'single' || question.type === 'multiple' || question.type === 'poll';
  if (byChoice) for (const { id } of question.choices) counts.set(id, 0);
  for (const value of values) {
    if (byChoice && Array.isArray(value)) value.forEach(count);
    else count(keyOf(question, value));
  }
  // Own properties even for keys such as `__proto__`: a text answer may be anything.
  return Object.fromEntries(counts);
}
