import type { Question, TrueFalseQuestion } from '../contracts/quiz.js';
import type { MultipleRule } from '../contracts/session.js';
import { multipleGrader, orderGrader, pollGrader, singleGrader } from './choices.js';
import { valueError, type Grader } from './grader.js';
import { numberGrader } from './number.js';
import { textGrader } from './text.js';

const trueFalseGrader = (question: TrueFalseQuestion): Grader => ({
  scored: true,
  check: (value) => (typeof value === 'boolean' ? null : valueError('must be true or false')),
  fraction: (value) => (value === question.correct ? 1 : 0),
});

/** The grader of a question. Build it once: it holds the look-ups that make `check` and `fraction` cheap. */
export const prepareGrader = (question: Question, rule: MultipleRule): Grader => {
  switch (question.type) {
    case 'single':
      return singleGrader(question);
    case 'multiple':
      return multipleGrader(question, rule);
    case 'true-false':
      return trueFalseGrader(question);
    case 'text':
      return textGrader(question);
    case 'number':
      return numberGrader(question);
    case 'order':
      return orderGrader(question);
    case 'poll':
      return pollGrader(question);
    default:
      return question satisfies never;
  }
};
