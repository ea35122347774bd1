import type { AnswerValue, PlayerQuestion } from '@contracts/quiz.js';

/** The texts of the choices that an answer names, in its order. */
export function choiceTexts({ choices }: PlayerQuestion, value: AnswerValue): string[] {
  if (!Array.isArray(value)) return [String(value)];
  const texts = new Map(choices?.map(({ id, text }) => [id, text]));
  return value.map((id) => texts.get(id) ?? id);
}

export const listChoices = (question: PlayerQuestion, value: AnswerValue): string =>
  choiceTexts(question, value).join(', ');
