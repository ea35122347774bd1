import { InvalidArgumentError } from 'commander';
import { LIMITS } from '../../src/contracts/limits.js';

/** The game that one demo plays. */
export interface DemoOptions {
  players: number;
  questions: number;
  /** Quiz, players and everything they do follow from it. */
  seed: number;
  /** A host opens each question for everyone; without it, everyone plays at their own speed. */
  live?: boolean;
  /** The number of ws nodes. */
  ws: number;
  /** The address of a system that is running; without it, the demo starts one. */
  url?: string;
  /** Leaves the system running after the game. */
  keep?: boolean;
}

/** Tried on two cores; all sockets are in this one process. */
const MOST_PLAYERS = 3_000;

const whole = (least: number, most: number) => (text: string) => {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
};

export const parsePlayers = whole(1, MOST_PLAYERS);
export const parseQuestions = whole(LIMITS.generatedMin, LIMITS.generatedMax);
export const parseSeed = whole(0, Number.MAX_SAFE_INTEGER);
export const parseNodes = whole(1, 16);

/** `http://host:port`, without a path. */
export function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new InvalidArgumentError('It must be an address such as http://localhost:8080.');
}
