import type { SessionLine } from '../history.js';
import { Random } from './random.js';

/** One answer of a self-paced player, in milliseconds from the start. It is planned before, so that it never shifts. */
export interface Due {
  /** The question's number, from 0. */
  index: number;
  openAt: number;
  answerAt: number;
}

export interface PlayerPlan {
  transport: 'websocket' | 'polling';
  /** Probability of a right answer. */
  skill: number;
  /** The player leaves on purpose once, like a closed tab. */
  absence?: Absence;
  /** The times at which its connection breaks without a goodbye. */
  blinks: Absence[];
}

/** In milliseconds, from the start of the session. */
export interface Absence {
  at: number;
  awayMs: number;
}

export interface SessionPlan {
  mode: SessionLine['mode'];
  players: number;
  questions: number;
  durationMs: number;
  scoring: SessionLine['scoring'];
  shuffleQuestions: boolean;
  /** The time when the connections of all players break at once. */
  storm?: number;
  /** Whether there is a client that asks and never reads. */
  deaf: boolean;
}

export const SELF_PACED_SLOTS = 3;
export const LIVE_SLOTS = 2;
/**
 * There are two kinds of live questions. A quick one lasts as long as its limit, since some players let it pass. A patient one
 * is answered by everybody and closes with the last answer, unless it waits for a player whose connection broke.
 */
export const QUICK_MS = 5_000;
export const PATIENT_MS = 30_000;
/** The share of live players who let a quick question pass. */
export const SILENT = 0.1;
/** A live player answers this long after the question came. */
export const THINK_MS = { quickest: 100, slowest: 3_500 };
export const REVEAL_MS = 1_000;
/** From opening to opening, when half of the questions are of either kind; with the grace for late answers, and the reveal. */
const LIVE_CYCLE_MS = (QUICK_MS + 250 + THINK_MS.slowest) / 2 + REVEAL_MS;
const [FEWEST, MOST] = [20, 30];
const [SHORTEST_MS, LONGEST_MS] = [60_000, 90_000];
const [FEWEST_QUESTIONS, MOST_QUESTIONS] = [5, 200];
const LIVE_PER_SECOND = (((FEWEST + MOST) / 2) * (1 - SILENT / 2) * 1_000) / LIVE_CYCLE_MS;

/** Answers a second of one self-paced slot, when all slots together give `total`. */
export const selfPacedRate = (total: number): number =>
  Math.max(1, (total - LIVE_SLOTS * LIVE_PER_SECOND) / SELF_PACED_SLOTS);

/** Plans a session of a slot. @param rate answers per second, for self-paced sessions */
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
  // The order of a live session is judged too, so its questions are not shuffled.
  const shuffleQuestions = mode === 'self-paced' && random.chance(0.5);
  const storm = random.chance(0.6) ? random.between(5_000, durationMs - 10_000) : undefined;
  const deaf = mode === 'self-paced' && random.chance(0.5);
  return { mode, players, questions, durationMs, scoring, shuffleQuestions, storm, deaf };
}

export function planPlayer(random: Random, durationMs: number): PlayerPlan {
  const transport = random.chance(0.1) ? 'polling' : 'websocket';
  const skill = 0.3 + random.unit() * 0.6;
  const when = () => random.between(0, durationMs);
  const absence = random.chance(0.2) ? { at: when(), awayMs: random.between(200, 2_000) } : undefined;
  const blinks = Array.from({ length: random.pick([0, 0, 1, 2, 3]) }, () => ({
    at: when(),
    awayMs: blinkMs(random),
  }));
  // Some players are away for longer than any question waits.
  if (random.chance(0.1)) blinks.push({ at: when(), awayMs: random.between(15_000, 25_000) });
  return { transport, skill, ...(absence && { absence }), blinks };
}

/** 50 ms to 8 s, most of them short: shorter than the 10 s for which a question waits for a player whose connection broke. */
export const blinkMs = (random: Random): number => Math.round(50 * 160 ** random.unit());

/** Plans every question of a player once, at times as random as those of a Poisson process with that many events. */
export function planDues(random: Random, questions: number, durationMs: number): Due[] {
  const times = Array.from({ length: questions }, () => random.below(durationMs)).toSorted((a, b) => a - b);
  return times
    .map((answerAt, index) => {
      // Half of the questions are read for a while, so that time costs points.
      const readMs = random.chance(0.5) ? random.between(600, 4_000) : 0;
      return { index, openAt: Math.max(0, answerAt - readMs), answerAt };
    })
    .toSorted((a, b) => a.openAt - b.openAt);
}
