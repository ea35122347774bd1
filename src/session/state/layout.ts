/**
 * Every Redis key. All keys of a session share the hash tag `{sessionId}`, so that one slot of a cluster holds them
 * and one script may change them together.
 */
export const keys = {
  /** Hash: mode, status, rev, counters, scoring, and how many seats, names and records of each question the other keys hold. */
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
  /** Stream of events that Kafka refuses for good, each with its reason; there only while it holds some. */
  parked: (id: string) => `podium:{${id}}:parked`,
  /** Hash: playerId to the socket that the player is, or a moment ago was, connected by: `node/socketId`. */
  online: (id: string) => `podium:{${id}}:online`,
  /** Set, live: players of `online` who have not answered the open question. */
  waiting: (id: string) => `podium:{${id}}:waiting`,
  /** Sorted set: ws nodes with sockets of the session by the time of the presence clock at which they last said so. */
  nodes: (id: string) => `podium:{${id}}:patrols`,
  /** Sorted set: players of `online` whose line broke, by the time of the presence clock at which they are forgotten. */
  away: (id: string) => `podium:{${id}}:away`,
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
  /** Sorted set of sessions that are lost and that somebody waits for, by the time of the first request. */
  rebuilds: 'podium:rebuilds-due',
  /** Channel: there is a new request for a rebuild. */
  rebuildsChannel: 'podium:rebuilds-asked',
  /** Channel: `<outcome> <sessionId>` of a rebuild. */
  rebuiltChannel: 'podium:rebuilds-done',
  /** String, for a short while: MongoDB does not know the session either. */
  unknown: (id: string) => `podium:{${id}}:unknown`,
  /** String: the worker that rebuilds the session now. */
  rebuilding: (id: string) => `podium:{${id}}:rebuilding`,
  /**
   * Sorted set of sessions that were rebuilt, by the time of the rebuild: what reaches MongoDB after that and is older, is put into
   * Redis as well.
   */
  restoring: 'podium:restoring',
  /** A key of a session that is being rebuilt, until all of it is there, by whoever rebuilds it. */
  staged: (key: string, holder: string) => `${key}:staged:${holder}`,
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
  keys.online(id),
  keys.waiting(id),
  keys.nodes(id),
  keys.away(id),
  keys.kicked(id),
  ...questionIds.map((questionId) => keys.answers(id, questionId)),
];
