/**
 * Every Redis key. All keys of a session share the hash tag `{sessionId}`, so that one slot of a cluster holds them
 * and one script may change them together.
 */
export const keys = {
  /** Hash: mode, status, rev, counters, scoring. */
  session: (id: string) => `podium:{${id}}:session`,
  /** String: what the session froze when it was created (JSON). */
  frozen: (id: string) => `podium:{${id}}:quiz`,
  /** Sorted set of players; see `board.lua` for the score. */
  board: (id: string) => `podium:{${id}}:board`,
  /** Sorted set: the first places as they were at the last snapshot. */
  previous: (id: string) => `podium:{${id}}:previous`,
  /** Hash: playerId to nickname, JSON-encoded. */
  players: (id: string) => `podium:{${id}}:players`,
  /** Hash: folded nickname to playerId. */
  nicknames: (id: string) => `podium:{${id}}:nicknames`,
  /** Hash: playerId to `streak correct answered`. */
  tallies: (id: string) => `podium:{${id}}:tallies`,
  /** Hash, self-paced: `playerId:questionId` to the time it was opened. */
  clock: (id: string) => `podium:{${id}}:clock`,
  /** Hash: playerId to `points|fraction|streak|elapsedMs|at|value`. */
  answers: (id: string, questionId: string) => `podium:{${id}}:answers:${questionId}`,
  /** Stream of events on their way to Kafka. */
  outbox: (id: string) => `podium:{${id}}:outbox`,
  /** Counter of the joins of one second. */
  joins: (id: string) => `podium:{${id}}:joins`,
  /** Channel of leaderboard snapshots. */
  leaderboardChannel: (id: string) => `podium:{${id}}:leaderboard`,
  /** String: sessionId. */
  pin: (pin: string) => `podium:pin:${pin}`,
  /** Sorted set of sessions whose outbox a sweeper visits, by creation time. */
  activeSessions: 'podium:sessions:active',
  /** String: the worker that sweeps now. */
  sweeper: 'podium:sweeper',
} as const;
