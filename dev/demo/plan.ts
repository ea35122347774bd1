import { randomBelow } from '../../src/question/shuffle.js';

export type Transport = 'websocket' | 'polling';

/** What a player will do with one question. */
export interface Step {
  thinkMs: number;
  right: boolean;
  /** Picks among the wrong choices when not right. */
  slip: number;
}

/** A player's connection breaks once, in the middle of a question. */
export interface Absence {
  index: number;
  /** `unacknowledged`: between sending the answer and hearing what became of it. */
  when: 'thinking' | 'unacknowledged';
  awayMs: number;
}

/** All that is decided about a player before the game. */
export interface Plan {
  transport: Transport;
  /** Probability of a right answer. */
  skill: number;
  /** Self-paced players don't all begin at once. */
  startMs: number;
  steps: Step[];
  absence?: Absence;
}

/** One in so many. */
const POLLS = 10;
const LEAVES = 20;

/**
 * More answers a second than players and system, which share the machine here, are sure to manage: a larger crowd
 * thinks longer, lest the queues before the processors be measured.
 */
const PLAYERS_AT_FULL_PACE = 400;

/** What a game's plans depend on. */
export interface Game {
  seed: number;
  players: number;
  questions: number;
}

/** A player's game, the same for the same game and number. */
export function planPlayer({ seed, players, questions }: Game, number: number): Plan {
  const below = randomBelow(`player ${seed} ${number}`);
  const transport = below(POLLS) === 0 ? 'polling' : 'websocket';
  // Two draws: most players are somewhere in the middle.
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
