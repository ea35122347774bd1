/**
 * A player who lost the line is still there for so many milliseconds, and so are the players of a ws node that has been
 * silent. After that nobody waits for them any more.
 */
export const LINE_PATIENCE_MS = 10_000;
