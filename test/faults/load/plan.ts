import type { SessionLine } from '../history.js';
import { Random } from './random.js';

/** One answer of a self-paced player, in milliseconds from the start; fixed before it, so that it never shifts. */
export interface Due {
  /** Of the question, from 0. */
  index: number;
  openAt: number;
  answerAt: number;
}

export interface PlayerPlan {
  transport: 'websocket' | 'polling';
  /** Probability of a right answer. */
  skill: number;
  /** Leaves on purpose once, like a closed tab. */
  absence?: { at: number; awayMs: number };
}

export interface SessionPlan {
  mode: SessionLine['mode'];
  players: number;
  questions: number;
  durationMs: number;
  scoring: SessionLine['scoring'];
  shuffleQuestions: boolean;
}

export const SELF_PACED_SLOTS = 3;
export const LIVE_SLOTS = 2;
/** One live question from opening to opening: its limit, the grace for late answers, and the reveal. */
export const LIVE_LIMIT_MS = 5_000;
export const REVEAL_MS = 1_000;
const LIVE_CYCLE_MS = LIVE_LIMIT_MS + 250 + REVEAL_MS;
/** Share of live players who let a question pass. */
export const SILENT = 0.1;
const [FEWEST, MOST] = [20, 30];
const [SHORTEST_MS, LONGEST_MS] = [60_000, 90_000];
const [FEWEST_QUESTIONS, MOST_QUESTIONS] = [5, 200];
const LIVE_PER_SECOND = (((FEWEST + MOST) / 2) * (1 - SILENT) * 1_000) / LIVE_CYCLE_MS;

/** Answers a second of one self-paced slot, when all slots together give `total`. */
export const selfPacedRate = (total: number): number =>
  Math.max(1, (total - LIVE_SLOTS * LIVE_PER_SECOND) / SELF_PACED_SLOTS);

/** A session of a slot. @param rate answers a second, for self-paced ones */
export function planSession(seed: string, mode: SessionPlan['mode'], rate: number): SessionPlan {
  const random = new Random(`session ${seed}`);
  const players = random.between(FEWEST, MOST);
  const durationMs = random.between(SHORTEST_MS, LONGEST_MS);
  const wanted = mode === 'live' ? durationMs / LIVE_CYCLE_MS : ((durationMs / 1_000) * rate) / players;
  const questions = Math.min(MOST_QUESTIONS, Math.max(FEWEST_QUESTIONS, Math.round(wanted)));
  const scoring = {
    // 200 questions of weight 2 with the full bonus stay within the points that a session allows.
    maxPoints: random.pick([500, 800, 1_000, 1_337, 2_000]),
    timeWeight: random.pick([0, 0.3, 0.5, 1]),
    streakBonus: random.pick([0, 50, 100]),
    multiple: 'strict' as const,
  };
  // A live session's order is part of what is judged, so it stays as written.
  const shuffleQuestions = mode === 'self-paced' && random.chance(0.5);
  return { mode, players, questions, durationMs, scoring, shuffleQuestions };
}

export function planPlayer(random: Random, durationMs: number): PlayerPlan {
  const transport = random.chance(0.1) ? 'polling' : 'websocket';
  const skill = 0.3 + random.unit() * 0.6;
  if (!random.chance(0.2)) return { transport, skill };
  return {
    transport,
    skill,
    absence: { at: random.between(0, durationMs), awayMs: random.between(200, 2_000) },
  };
}

/** Every question of a player once, at times as random as a Poisson process of that many. */
export function planDues(random: Random, questions: number, durationMs: number): Due[] {
  const times = Array.from({ length: questions }, () => random.below(durationMs)).toSorted((a, b) => a - b);
  return times
    .map((answerAt, index) => {
      // Half of them are read for a while, so that time costs points.
      const readMs = random.chance(0.5) ? random.between(600, 4_000) : 0;
      return { index, openAt: Math.max(0, answerAt - readMs), answerAt };
    })
    .toSorted((a, b) => a.openAt - b.openAt);
}
