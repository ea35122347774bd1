import type { AskedQuestion } from '../history.js';
import { PATIENT_MS, QUICK_MS, type SessionPlan } from './plan.js';
import type { Random } from './random.js';

/** A question as it is posted: what the checker needs of it, and what players see. */
export interface Draft extends AskedQuestion {
  text: string;
  choices?: { id: string; text: string }[];
}

const TYPES = ['single', 'multiple', 'true-false', 'number', 'order', 'poll'] as const;
const CHOICES = [...'abcd'];

const choices = (ids: string[]) => ids.map((id) => ({ id, text: `Choice ${id}` }));

function shuffled(random: Random, items: string[]): string[] {
  return items
    .map((item) => ({ item, place: random.unit() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** What differs by type. */
function particulars(
  random: Random,
  type: AskedQuestion['type'],
): Pick<Draft, 'correct' | 'tolerance' | 'choices'> {
  switch (type) {
    case 'single':
      return { choices: choices(CHOICES), correct: [random.pick(CHOICES)] };
    case 'multiple':
      return { choices: choices(CHOICES), correct: shuffled(random, CHOICES).slice(0, random.between(1, 3)) };
    case 'true-false':
      return { correct: random.chance(0.5) };
    case 'number': {
      const correct = random.between(-500, 500);
      return random.chance(0.75) ? { correct, tolerance: random.pick([4, 10, 2.5]) } : { correct };
    }
    case 'order':
      return { choices: choices(CHOICES), correct: shuffled(random, CHOICES) };
    case 'poll':
      return { choices: choices(CHOICES) };
  }
}

/** Self-paced limits are long: an outage makes answers late rarely, so nearly all of them must arrive in the end. */
const selfPacedLimit = (random: Random): number => random.pick([60_000, 90_000, 120_000]);

/** Questions of all types. */
export function makeQuiz(random: Random, { mode, questions }: SessionPlan): Draft[] {
  const from = random.below(TYPES.length);
  return Array.from({ length: questions }, (_, index) => {
    const type = TYPES[(from + index) % TYPES.length]!;
    return {
      id: `q${index + 1}`,
      type,
      text: `Question ${index + 1} (${type})`,
      timeLimitMs: mode === 'live' ? random.pick([QUICK_MS, PATIENT_MS]) : selfPacedLimit(random),
      weight: random.pick([0, 1, 1, 1, 2] as const),
      ...particulars(random, type),
    };
  });
}

/** What the checker has to know of a question. */
export const askedOf = ({ id, type, timeLimitMs, weight, correct, tolerance }: Draft): AskedQuestion => ({
  id,
  type,
  timeLimitMs,
  weight,
  ...(correct !== undefined && { correct }),
  ...(tolerance !== undefined && { tolerance }),
});
