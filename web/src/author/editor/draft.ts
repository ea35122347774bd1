import { nanoid } from 'nanoid';
import { LIMITS } from '@contracts/limits.js';
import type { Choice, Question, QuestionType, Quiz } from '@contracts/quiz.js';

/** A quiz as it is written: body of `POST /v1/quizzes` and `PUT /v1/quizzes/:quizId`. */
export interface Draft {
  title: string;
  description?: string;
  language?: string;
  questions: Question[];
}

export const TYPES: QuestionType[] = ['single', 'multiple', 'true-false', 'text', 'number', 'order', 'poll'];

export const toDraft = ({ title, description, language, questions }: Quiz): Draft => ({
  title,
  ...(description !== undefined && { description }),
  ...(language !== undefined && { language }),
  questions,
});

const CHOICE_IDS = 'abcdefgh';

/** An empty choice with an id that its question has not used. */
export const newChoice = (choices: Choice[]): Choice => {
  const used = new Set(choices.map(({ id }) => id));
  const id = [...CHOICE_IDS].find((letter) => !used.has(letter)) ?? nanoid();
  return { id, text: '' };
};

const someChoices = (): Choice[] => ['a', 'b', 'c', 'd'].map((id) => ({ id, text: '' }));

export const newQuestion = (type: QuestionType = 'single'): Question =>
  ofType({ id: nanoid(), text: '', timeLimitMs: 20_000, weight: 1 }, type);

type Base = Pick<Question, 'id' | 'text' | 'media' | 'timeLimitMs' | 'weight' | 'explanation'>;

/** The same question as another type; choices stay when both have them. */
export function changeType(question: Question, type: QuestionType): Question {
  const { id, text, media, timeLimitMs, weight, explanation } = question;
  const base: Base = {
    id,
    text,
    timeLimitMs,
    weight,
    ...(media && { media }),
    ...(explanation && { explanation }),
  };
  return ofType(base, type, 'choices' in question ? question.choices : undefined);
}

function ofType(base: Base, type: QuestionType, choices = someChoices()): Question {
  switch (type) {
    case 'single':
      return { ...base, type, choices, correct: [choices[0]!.id] };
    case 'multiple':
      return { ...base, type, choices, correct: [choices[0]!.id] };
    case 'order':
      return { ...base, type, choices, correct: choices.map(({ id }) => id) };
    case 'poll':
      return { ...base, type, choices };
    case 'true-false':
      return { ...base, type, correct: true };
    case 'text':
      return { ...base, type, accepted: [''] };
    case 'number':
      return { ...base, type, correct: Number.NaN };
  }
}

/** A copy with an id of its own. */
export const copyOf = (question: Question): Question => ({ ...structuredClone(question), id: nanoid() });

/** The most that may stand in a list of choices. */
export const choicesAreFull = (choices: Choice[]): boolean => choices.length >= LIMITS.maxChoices;
