import type { AnswerValue, Choice } from '../contracts/quiz.js';
import type { FieldError } from '../contracts/socket-events.js';
import { valueError, type Grader } from './grader.js';
import type { Counting } from './kind.js';
import { shuffled } from './shuffle.js';

/** The parts that all types have whose answers name choices. */
interface WithChoices {
  id: string;
  choices: Choice[];
}

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

/** Accepts `min` to `max` distinct known choice ids. There are at most 8 choices, so one bit for each records the named ones. */
export const choiceCheck = ({ choices }: WithChoices, min: number, max: number): Grader['check'] => {
  const index: ReadonlyMap<unknown, number> = new Map(choices.map(({ id }, at) => [id, at]));
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

/** Copies that hold what players may see, and nothing that is added to a choice later. */
export const copyChoices = (choices: readonly Choice[]): Choice[] =>
  choices.map(({ id, text }) => ({ id, text }));

/** The choices as written, or in the order that the seed gives them in this question. */
export const shownChoices = ({ id, choices }: WithChoices, shuffleSeed: string | undefined) => ({
  choices:
    shuffleSeed === undefined ? copyChoices(choices) : shuffled(copyChoices(choices), `${shuffleSeed}:${id}`),
});

/** Each choice has a count of its own, 0 where nobody named it. */
export const countChoices = ({ choices }: WithChoices): Counting => ({
  always: choices.map(({ id }) => id),
  keysOf: (value: AnswerValue) => (Array.isArray(value) ? value : [String(value)]),
});
