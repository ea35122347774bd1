/** A ws node that has been silent for so many milliseconds is dead, and its players are no longer waited for. */
export const NODE_PATIENCE_MS = 5_000;
