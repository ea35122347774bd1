import type { AnswerValue, PlayerQuestion } from '@contracts/quiz.js';
import type { Text } from '../locale/en.js';
import { formatNumber } from '../locale/format.js';

/** A value as people read it: the texts of choices, yes or no, a number. */
export function valueText(question: PlayerQuestion, value: AnswerValue | null | undefined, t: Text): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? t.common.true : t.common.false;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  const texts = new Map(question.choices?.map(({ id, text }) => [id, text]));
  return value.map((id) => texts.get(id) ?? id).join(question.type === 'order' ? ' → ' : ', ');
}

/** What was right; of a text every spelling that counts. */
export const correctText = (question: PlayerQuestion, correct: AnswerValue, t: Text): string =>
  question.type === 'text' && Array.isArray(correct) ? correct.join(' / ') : valueText(question, correct, t);
