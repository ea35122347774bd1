import type { AskedQuestion, Value } from '../history.js';
import type { Random } from './random.js';

type Type = AskedQuestion['type'];

/** A question in the form for the API: the part that the checker needs, and the part that players see. */
export interface Draft extends AskedQuestion {
  text: string;
  choices?: { id: string; text: string }[];
}

/** How the load asks and answers one type of question. The checker and the server have their own definitions of the type. */
interface LoadKind {
  scored: boolean;
  /** The part of a draft that depends on the type. */
  particulars(random: Random): Pick<Draft, 'correct' | 'tolerance' | 'choices'>;
  /** An answer that is valid for the server. */
  value(random: Random, question: Draft, right: boolean): Value;
}

const CHOICES = [...'abcd'];

const choices = () => CHOICES.map((id) => ({ id, text: `Choice ${id}` }));

function shuffled(random: Random, items: string[]): string[] {
  return items
    .map((item) => ({ item, place: random.unit() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const known = ({ correct }: Draft) => correct as string[];
const others = (question: Draft) =>
  question.choices!.map(({ id }) => id).filter((id) => !known(question).includes(id));

/** Exact, within the tolerance, in the slope that gives a part of the points, or far away. */
function numberFor(random: Random, { correct, tolerance = 0 }: Draft, right: boolean): number {
  const exact = correct as number;
  const side = random.pick([-1, 1]);
  if (right) return exact + side * random.pick([0, 0.5, 1]) * tolerance;
  return tolerance > 0 && random.chance(0.5)
    ? exact + side * random.pick([1.25, 1.5, 1.75]) * tolerance
    : exact + side * (2 * tolerance + random.between(1, 50));
}

/** An answer with one choice too many, one too few, or another difference. */
const partOf = (random: Random, question: Draft): string[] =>
  random.chance(0.5) && known(question).length > 1
    ? known(question).slice(1)
    : [...known(question), random.pick(others(question))];

export const kinds: { readonly [T in Type]: LoadKind } = {
  single: {
    scored: true,
    particulars: (random) => ({ choices: choices(), correct: [random.pick(CHOICES)] }),
    value: (random, question, right) => (right ? known(question) : [random.pick(others(question))]),
  },
  multiple: {
    scored: true,
    particulars: (random) => ({
      choices: choices(),
      correct: shuffled(random, CHOICES).slice(0, random.between(1, 3)),
    }),
    value: (random, question, right) => (right ? known(question) : partOf(random, question)),
  },
  'true-false': {
    scored: true,
    particulars: (random) => ({ correct: random.chance(0.5) }),
    value: (_random, { correct }, right) => (correct as boolean) === right,
  },
  number: {
    scored: true,
    particulars: (random) => {
      const correct = random.between(-500, 500);
      return random.chance(0.75) ? { correct, tolerance: random.pick([4, 10, 2.5]) } : { correct };
    },
    value: numberFor,
  },
  order: {
    scored: true,
    particulars: (random) => ({ choices: choices(), correct: shuffled(random, CHOICES) }),
    value: (_random, question, right) => (right ? known(question) : known(question).toReversed()),
  },
  poll: {
    scored: false,
    particulars: () => ({ choices: choices() }),
    value: (random) => [random.pick(CHOICES)],
  },
};

export const TYPES = Object.keys(kinds) as Type[];

/** An answer that is valid for the server, and right with the given probability. */
export const valueFor = (random: Random, question: Draft, skill: number): Value =>
  kinds[question.type].value(random, question, random.chance(skill));
