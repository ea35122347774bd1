/** The two parts of a board's score, as `board.lua` puts them together. */
const SCALE = 2 ** 32;

/** Points in a board's score, as Redis returns it. */
export const boardPoints = (score: number | string): number => Math.floor(Number(score) / SCALE);

/**
 * The score of so many points.
 *
 * @param sinceCreation milliseconds from the session's creation to the moment they were reached
 */
export const boardScore = (points: number, sinceCreation: number): number =>
  points * SCALE + (SCALE - 1 - Math.min(Math.max(sinceCreation, 0), SCALE - 1));
