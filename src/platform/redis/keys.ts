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
  /**
   * Sorted set of the places before: self-paced the first 1,000 at the last snapshot, live all of them when the question
   * opened.
   */
  previous: (id: string) => `podium:{${id}}:previous`,
  /** Hash, live: the tallies when the question opened. */
  previousTallies: (id: string) => `podium:{${id}}:previous-tallies`,
  /** Hash: playerId to nickname, JSON-encoded. */
  players: (id: string) => `podium:{${id}}:players`,
  /** Hash: folded nickname to playerId. */
  nicknames: (id: string) => `podium:{${id}}:nicknames`,
  /** Hash: playerId to `streak correct answered last`, the last being the number of the scored question answered last. */
  tallies: (id: string) => `podium:{${id}}:tallies`,
  /** Hash, self-paced: `playerId:questionId` to the time it was opened. */
  clock: (id: string) => `podium:{${id}}:clock`,
  /** Hash: playerId to `points|fraction|streak|elapsedMs|at|value`. */
  answers: (id: string, questionId: string) => `podium:{${id}}:answers:${questionId}`,
  /** Stream of events on their way to Kafka. */
  outbox: (id: string) => `podium:{${id}}:outbox`,
  /** Counter of the joins of one second. */
  joins: (id: string) => `podium:{${id}}:joins`,
  /** Hash: playerId to the socket that player is connected by, `node/socketId`. */
  online: (id: string) => `podium:{${id}}:online`,
  /** Set, live: connected players who have not answered the open question. */
  waiting: (id: string) => `podium:{${id}}:waiting`,
  /** Sorted set: ws nodes with sockets of the session by the time they last said so. */
  nodes: (id: string) => `podium:{${id}}:nodes`,
  /** Hash: playerId of a kicked player to its nickname, JSON-encoded. */
  kicked: (id: string) => `podium:{${id}}:kicked`,
  /** String, for a short while: written so that `WAIT` covers every write before it. */
  fence: (tag: string) => `podium:{${tag}}:fence`,
  /** Channel: the session has a new `rev`. */
  changedChannel: (id: string) => `podium:{${id}}:changed`,
  /** Channel: players came or went. */
  playersChannel: (id: string) => `podium:{${id}}:players-changed`,
  /** Channel of leaderboard snapshots. */
  leaderboardChannel: (id: string) => `podium:{${id}}:leaderboard`,
  /** String: sessionId. */
  pin: (pin: string) => `podium:pin:${pin}`,
  /** Sorted set of sessions whose outbox a sweeper visits, by creation time. */
  activeSessions: 'podium:sessions:active',
  /** Set of sessions whose keys are gone and that somebody waits for. */
  rebuilds: 'podium:rebuilds',
  /** String, for a short while: what came of a rebuild, `done` or `unknown`. */
  rebuilt: (id: string) => `podium:{${id}}:rebuilt`,
  /** String: the worker that sweeps now. */
  sweeper: 'podium:sweeper',
} as const;

/** The keys that every script of a session gets, in the order of `keys.lua`. */
export const scriptKeys = (id: string, questionIds: string[] = []): string[] => [
  keys.session(id),
  keys.frozen(id),
  keys.board(id),
  keys.previous(id),
  keys.previousTallies(id),
  keys.players(id),
  keys.nicknames(id),
  keys.tallies(id),
  keys.clock(id),
  keys.outbox(id),
  keys.joins(id),
  keys.online(id),
  keys.waiting(id),
  keys.nodes(id),
  keys.kicked(id),
  ...questionIds.map((questionId) => keys.answers(id, questionId)),
];
