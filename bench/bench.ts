import type { Engines } from '../dev/engines/index.js';

/** A measured value, with the value of a baseline from the same run where there is one. */
export interface Figure {
  name: string;
  /** Podium's figure: the median of the rounds. */
  value: number;
  unit: string;
  /** The same figure of the baseline. */
  baseline?: number;
  /** Podium divided by the baseline, pair by pair. */
  ratio?: Range;
  /** Median and quartiles over the rounds. */
  range?: Range;
  /** The condition that must hold, in words, and whether it held. */
  goal?: string;
  reached?: boolean;
}

/** Median and quartiles: a single round in which the machine was busy with something else moves neither. */
export interface Range {
  median: number;
  lower: number;
  upper: number;
}

export interface Context {
  engines: Engines;
  /** Alternating pairs, or rounds where there is no baseline. */
  pairs: number;
  say(line: string): void;
}

export interface Bench {
  name: string;
  /** What is measured, in one line. */
  title: string;
  /** The bench takes long: it runs only when it is named. */
  onlyByName?: true;
  run(context: Context): Promise<Figure[]>;
}

export function rangeOf(values: number[]): Range {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

export interface Pair {
  podium: number;
  bare: number;
}

export type Goal = { atLeast: number } | { atMost: number };

const holds = (value: number, goal: Goal): boolean =>
  'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
const words = (goal: Goal, what: string): string =>
  'atLeast' in goal ? `${what} at least ${goal.atLeast}` : `${what} at most ${goal.atMost}`;

/** A figure of pairs, in which both sides take turns to be first. The goal is about the ratio. */
export function paired(name: string, unit: string, pairs: Pair[], goal?: Goal): Figure {
  const ratio = rangeOf(pairs.map(({ podium, bare }) => podium / bare));
  return {
    name,
    unit,
    value: rangeOf(pairs.map(({ podium }) => podium)).median,
    baseline: rangeOf(pairs.map(({ bare }) => bare)).median,
    ratio,
    ...(goal && { goal: words(goal, 'ratio'), reached: holds(ratio.median, goal) }),
  };
}

/** A figure without a baseline. The goal is about the median. */
export function single(name: string, unit: string, rounds: number[], goal?: Goal): Figure {
  const range = rangeOf(rounds);
  return {
    name,
    unit,
    value: range.median,
    range,
    ...(goal && { goal: `${words(goal, 'median')} ${unit}`, reached: holds(range.median, goal) }),
  };
}
