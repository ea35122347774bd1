import type { MultipleQuestion, OrderQuestion, PollQuestion, SingleQuestion } from '../contracts/quiz.js';
import type { MultipleRule } from '../contracts/session.js';
import type { FieldError } from '../contracts/socket-events.js';
import { valueError, type Grader } from './grader.js';

type ChoiceQuestion = SingleQuestion | MultipleQuestion | OrderQuestion | PollQuestion;

const indexOfIds = (question: ChoiceQuestion): ReadonlyMap<unknown, number> =>
  new Map(question.choices.map(({ id }, index) => [id, index]));

const badItems = (value: unknown[], index: ReadonlyMap<unknown, number>): FieldError[] => {
  const errors: FieldError[] = [];
  for (const [at, id] of value.entries()) {
    const message = !index.has(id)
      ? 'must be the id of one of the choices'
      : value.indexOf(id) < at
        ? 'must not name a choice twice'
        : undefined;
    if (message) errors.push({ path: `value.${at}`, message });
  }
  return errors;
};

/** `min` to `max` distinct known choice ids; at most 8 choices, so one bit each tells what was named. */
export const choiceCheck = (question: ChoiceQuestion, min: number, max: number): Grader['check'] => {
  const index = indexOfIds(question);
  const wanted = min === max ? `exactly ${min}` : `${min} to ${max}`;
  const wrongLength = () => valueError(`must be a list of ${wanted} of the choice ids`);
  return (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return wrongLength();
    let seen = 0;
    for (let i = 0; i < value.length; i++) {
      const at = index.get(value[i]);
      if (at === undefined || (seen & (1 << at)) !== 0) return badItems(value, index);
      seen |= 1 << at;
    }
    return null;
  };
};

export const singleGrader = (question: SingleQuestion): Grader => {
  const [right] = question.correct;
  return {
    scored: true,
    check: choiceCheck(question, 1, 1),
    fraction: (value) => (Array.isArray(value) && value.length === 1 && value[0] === right ? 1 : 0),
  };
};

export const pollGrader = (question: PollQuestion): Grader => ({
  scored: false,
  check: choiceCheck(question, 1, 1),
  fraction: () => 0,
});

/** All or nothing. */
export const orderGrader = (question: OrderQuestion): Grader => {
  const { choices, correct } = question;
  return {
    scored: true,
    check: choiceCheck(question, choices.length, choices.length),
    fraction: (value) => {
      if (!Array.isArray(value) || value.length !== correct.length) return 0;
      for (let i = 0; i < correct.length; i++) if (value[i] !== correct[i]) return 0;
      return 1;
    },
  };
};

const MULTIPLE_FRACTION: Record<MultipleRule, (right: number, wrong: number, needed: number) => number> = {
  strict: (right, wrong, needed) => (right === needed && wrong === 0 ? 1 : 0),
  balanced: (right, wrong, needed) => Math.max(0, (right - wrong) / needed),
  lenient: (right, _wrong, needed) => right / needed,
};

/** Contract "Scoring classic-v1": `right` and `wrong` count the choices named, `needed` the correct ones. */
export const multipleGrader = (question: MultipleQuestion, rule: MultipleRule): Grader => {
  const correct: ReadonlySet<string> = new Set(question.correct);
  const fractionOf = MULTIPLE_FRACTION[rule];
  return {
    scored: true,
    check: choiceCheck(question, 1, question.choices.length),
    fraction: (value) => {
      if (!Array.isArray(value)) return 0;
      let right = 0;
      for (const id of value) if (correct.has(id)) right++;
      return fractionOf(right, value.length - right, correct.size);
    },
  };
};
