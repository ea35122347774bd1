import { randomBelow } from '../../src/question/shuffle.js';

export type Transport = 'websocket' | 'polling';

/** The behaviour of a player at one question. */
export interface Step {
  thinkMs: number;
  right: boolean;
  /** Selects one of the wrong choices, if the answer is not right. */
  slip: number;
}

/** A player's connection breaks once, in the middle of a question. */
export interface Absence {
  index: number;
  /** `unacknowledged`: after the answer was sent, and before its acknowledgement arrived. */
  when: 'thinking' | 'unacknowledged';
  awayMs: number;
}

/** All that is decided about a player before the game. */
export interface Plan {
  transport: Transport;
  /** Probability of a right answer. */
  skill: number;
  /** Self-paced players do not all begin at once. */
  startMs: number;
  steps: Step[];
  absence?: Absence;
}

/** One player in this many. */
const POLLS = 10;
const LEAVES = 20;

/**
 * Up to this many players, the players and the system, which share the machine here, surely keep up with the answers. More
 * players think longer: otherwise the demo would measure the queues for the processors.
 */
const PLAYERS_AT_FULL_PACE = 400;

/** The parameters on which the plans of a game depend. */
export interface Game {
  seed: number;
  players: number;
  questions: number;
}

/** The plan of a player; the same game and number give the same plan. */
export function planPlayer({ seed, players, questions }: Game, number: number): Plan {
  const below = randomBelow(`player ${seed} ${number}`);
  const transport = below(POLLS) === 0 ? 'polling' : 'websocket';
  // The sum of two draws puts most players somewhere in the middle.
  const skill = 0.25 + (below(36) + below(36)) / 100;
  const stretch = Math.max(1, players / PLAYERS_AT_FULL_PACE);
  const quickest = 50 + below(150);
  const spread = 350 + below(300);
  const startMs = Math.round(below(quickest + spread) * stretch);
  const steps = Array.from({ length: questions }, () => ({
    thinkMs: Math.round((quickest + below(spread)) * stretch),
    right: below(1_000_000) < skill * 1_000_000,
    slip: below(1_000_000),
  }));
  if (below(LEAVES) > 0) return { transport, skill, startMs, steps };
  const absence: Absence = {
    index: below(questions),
    when: below(2) === 0 ? 'thinking' : 'unacknowledged',
    awayMs: 200 + below(1_000),
  };
  return { transport, skill, startMs, steps, absence };
}
