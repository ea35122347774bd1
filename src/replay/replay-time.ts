import { ReplayProblem } from './replay-problem.js';

const ISO = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** Thirteen digits reach from 2001 to 2286: a year, or seconds, can't be taken for milliseconds. */
const MILLISECONDS = /^\d{13}$/;

const EXPECTED = '`beginning`, an ISO 8601 time such as 2026-05-01T18:00:00Z, or milliseconds since 1970';

/**
 * Reads the value of `--from`.
 *
 * @returns milliseconds since 1970; undefined for the beginning
 * @throws ReplayProblem naming the option and what it expects
 */
export function parseFrom(text: string, now = Date.now()): number | undefined {
  if (text === 'beginning') return undefined;
  const at = MILLISECONDS.test(text) ? Number(text) : parseIso(text);
  if (at === undefined) throw new ReplayProblem(`--from '${text}' is no time: expected ${EXPECTED}`);
  if (at > now) throw new ReplayProblem(`--from '${text}' lies in the future`);
  return at;
}

function parseIso(text: string): number | undefined {
  const date = ISO.exec(text)?.[1];
  // `Date` takes the 30th of February for the 2nd of March.
  if (!date || !isDay(date)) return undefined;
  const at = Date.parse(text.replace(',', '.'));
  return Number.isNaN(at) ? undefined : at;
}

function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
