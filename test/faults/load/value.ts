import type { Value } from '../history.js';
import type { Draft } from './quiz.js';
import type { Random } from './random.js';

/** An answer that the server takes for valid, right with the given probability. */
export function valueFor(random: Random, question: Draft, skill: number): Value {
  const { type, correct, choices = [] } = question;
  const ids = choices.map(({ id }) => id);
  const right = random.chance(skill);
  if (type === 'poll') return [random.pick(ids)];
  if (type === 'number') return numberFor(random, question, right);
  if (right) return correct!;
  if (type === 'true-false') return !correct;
  const known = correct as string[];
  if (type === 'single') return [random.pick(ids.filter((id) => !known.includes(id)))];
  if (type === 'order') return known.toReversed();
  // One too many, one too few, or something else.
  const others = ids.filter((id) => !known.includes(id));
  return random.chance(0.5) && known.length > 1 ? known.slice(1) : [...known, random.pick(others)];
}

/** Exact, within the tolerance, in the slope that gives a part of the points, or far away. */
function numberFor(random: Random, { correct, tolerance = 0 }: Draft, right: boolean): number {
  const exact = correct as number;
  const side = random.pick([-1, 1]);
  if (right) return exact + side * random.pick([0, 0.5, 1]) * tolerance;
  return tolerance > 0 && random.chance(0.5)
    ? exact + side * random.pick([1.25, 1.5, 1.75]) * tolerance
    : exact + side * (2 * tolerance + random.between(1, 50));
}
