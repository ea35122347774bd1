/**
 * The layout of a session in Redis. This file is the only author of its keys, fields and channels, for TypeScript and for Lua
 * (`session-script.ts`). All keys of a session share the hash tag `{sessionId}`, so that one slot of a cluster holds them and one
 * script can change them together.
 */

/** The keys that every script of a session gets, in this order: `K.board` in Lua. `keys` describes the content of each. */
const FIXED = {
  session: 'session',
  frozen: 'quiz',
  board: 'board',
  previous: 'previous',
  previousTallies: 'previous-tallies',
  players: 'players',
  nicknames: 'nicknames',
  tallies: 'tallies',
  clock: 'clock',
  outbox: 'outbox',
  online: 'online',
  waiting: 'waiting',
  nodes: 'patrols',
  away: 'away',
  kicked: 'kicked',
} as const;

/** Sharded channels of a session: `C.changed` in Lua. */
const CHANNELS = { changed: 'changed', players: 'players-changed', leaderboard: 'leaderboard' } as const;

/** The fields of an outbox entry: one event, under its topic, and the trace to which it belongs. `E.answer` in Lua. */
export const OUTBOX_FIELDS = { answer: 'a', session: 's', trace: 't' } as const;

/** The fixed parts of names that contain an id. */
const RECORDS = 'n:';
const ANSWERS = 'answers:';
const STAGED = ':staged:';

/** Fields of the session hash: `F.status` in Lua. Times are milliseconds since the epoch by Redis' clock. */
export const SESSION_FIELDS = [
  // Frozen when the session was created.
  'mode',
  'pin',
  'size', // rows that the leaderboard shows
  'lateJoin', // 1 or 0
  'earlyClose', // 1 or 0
  'maxPoints',
  'timeWeight',
  'streakBonus',
  'questions', // `id timeLimitMs` of each, in the order of play
  'maxPlayers', // missing: no limit
  'autoAdvanceMs', // missing: the host opens each question
  'createdAt',
  // Its life.
  'status',
  'rev',
  'locked', // 1 or 0
  'index', // of the current question, from 0; -1 before the first
  'questionId',
  'openedAt',
  'closesAt',
  'dueAt', // when something happens by itself; empty: nothing
  'pausedFrom',
  'remaining', // ms left of the question, or until the next one, at the time of the pause; -1: none
  'endedAt',
  'lastCall', // id of the command call that was done last
  'touchedAt', // the last join or command, or when the last node left
  'rebuiltAt',
  'shift', // ms that were taken out of the session's clock
  // Bounds and counts: what the other keys must hold.
  'joinsAt', // start of the second in which `joins` counts
  'joins',
  'seats',
  'names',
  'answers',
  // The board that is published.
  'changes',
  'published', // the `changes` that the last snapshot shows
  'version', // of the last snapshot
  'tickAt', // when that snapshot was published
  // Presence.
  'here', // players in `online`
  'beatAt', // time of the last patrol
  'beat', // the presence clock at that time
  'rollUntil', // by the presence clock: until then not all nodes have reported which players are connected to them
  'strayAt', // by the presence clock: the last look for players of unknown nodes
] as const;

export type SessionField = (typeof SESSION_FIELDS)[number];

/** Fields of the session hash with the values to write. */
export type SessionFields = Partial<Record<SessionField | `${typeof RECORDS}${string}`, string | number>>;

/** The field of the session hash that counts the records in the answers hash of a question. */
export const recordsField = (questionId: string) => `${RECORDS}${questionId}` as const;

const ofSession = (id: string, name: string) => `podium:{${id}}:${name}`;

/** Every Redis key of the game. */
export const keys = {
  /** Hash: `SESSION_FIELDS`, and `recordsField` of each question. */
  session: (id: string) => ofSession(id, FIXED.session),
  /** String: what the session froze when it was created (JSON). */
  frozen: (id: string) => ofSession(id, FIXED.frozen),
  /** Sorted set of players; see `board.lua` for the score. */
  board: (id: string) => ofSession(id, FIXED.board),
  /**
   * Sorted set of the previous places. Self-paced: the first 1,000 places at the last snapshot; live: all places when the
   * question opened.
   */
  previous: (id: string) => ofSession(id, FIXED.previous),
  /** Hash, live: the tallies when the question opened. */
  previousTallies: (id: string) => ofSession(id, FIXED.previousTallies),
  /** Hash: playerId to nickname, JSON-encoded. */
  players: (id: string) => ofSession(id, FIXED.players),
  /** Hash: folded nickname to playerId. */
  nicknames: (id: string) => ofSession(id, FIXED.nicknames),
  /** Hash: playerId to a tally, see `records.ts`. */
  tallies: (id: string) => ofSession(id, FIXED.tallies),
  /** Hash, self-paced: `playerId:questionId` to the time at which the player opened the question. */
  clock: (id: string) => ofSession(id, FIXED.clock),
  /** Hash: playerId to the record of an answer, see `records.ts`. */
  answers: (id: string, questionId: string) => ofSession(id, `${ANSWERS}${questionId}`),
  /** Stream of events on their way to Kafka. */
  outbox: (id: string) => ofSession(id, FIXED.outbox),
  /** Stream of events that Kafka refuses for good, each with its reason; there only while it holds some. */
  parked: (id: string) => ofSession(id, 'parked'),
  /**
   * Hash: playerId to the socket by which the player is connected, or was until a moment ago: `node/socketId@admittedAt`.
   */
  online: (id: string) => ofSession(id, FIXED.online),
  /** Set, live: players of `online` who have not answered the open question. */
  waiting: (id: string) => ofSession(id, FIXED.waiting),
  /** Sorted set: ws nodes with sockets of the session, by the time of the presence clock at which they last reported that. */
  nodes: (id: string) => ofSession(id, FIXED.nodes),
  /** Sorted set: players of `online` whose connection broke, by the time of the presence clock at which they are forgotten. */
  away: (id: string) => ofSession(id, FIXED.away),
  /** Hash: playerId of a kicked player to its nickname, JSON-encoded. */
  kicked: (id: string) => ofSession(id, FIXED.kicked),
  /** Channel: the session has a new `rev`, which is the message. */
  changedChannel: (id: string) => ofSession(id, CHANNELS.changed),
  /** Channel: players came or went. */
  playersChannel: (id: string) => ofSession(id, CHANNELS.players),
  /** Channel of leaderboard snapshots. */
  leaderboardChannel: (id: string) => ofSession(id, CHANNELS.leaderboard),
  /** String: sessionId. */
  pin: (pin: string) => `podium:pin:${pin}`,
  /** Sorted set of the sessions that workers look after, by the time when they were created, or added again. */
  activeSessions: 'podium:sessions:active',
  /** Sorted set of the lost sessions that workers have to rebuild, by the time of the first request. */
  rebuilds: 'podium:rebuilds-due',
  /** Channel: there is a new request for a rebuild. */
  rebuildsChannel: 'podium:rebuilds-asked',
  /** Channel: `<outcome> <sessionId>` of a rebuild. */
  rebuiltChannel: 'podium:rebuilds-done',
  /** String, for a short while: MongoDB does not know the session either. */
  unknown: (id: string) => ofSession(id, 'unknown'),
  /** String: the worker that rebuilds the session now. */
  rebuilding: (id: string) => ofSession(id, 'rebuilding'),
  /**
   * Sorted set of sessions that were rebuilt, by the time of the rebuild. An older event that reaches MongoDB after that time is
   * put into Redis as well.
   */
  restoring: 'podium:restoring',
  /** The temporary name of a key of a session that is being rebuilt; `holder` is the worker that rebuilds it. */
  staged: (key: string, holder: string) => `${key}${STAGED}${holder}`,
  /** String: the worker that sweeps now. */
  sweeper: 'podium:sweeper',
} as const;

/** The keys that a script of a session gets: the fixed ones, then the answers hashes of these questions. */
export const scriptKeys = (id: string, questionIds: string[] = []): string[] => [
  ...Object.values(FIXED).map((name) => ofSession(id, name)),
  ...questionIds.map((questionId) => keys.answers(id, questionId)),
];

/** The Lua text for each name in a script, by the letter before the dot. */
export const LUA_NAMES: Record<string, Record<string, string>> = {
  K: Object.fromEntries(Object.keys(FIXED).map((name, place) => [name, `KEYS[${place + 1}]`])),
  F: Object.fromEntries(SESSION_FIELDS.map((name) => [name, `'${name}'`])),
  C: Object.fromEntries(Object.entries(CHANNELS).map(([name, channel]) => [name, `(BASE .. '${channel}')`])),
  E: Object.fromEntries(Object.entries(OUTBOX_FIELDS).map(([name, field]) => [name, `'${field}'`])),
};

/** Names that are built from others. A question's answers belong to the same session, so they lie in the same slot. */
export const LUA_PRELUDE = `\
local BASE = string.sub(KEYS[1], 1, ${-1 - FIXED.session.length})
local FIXED_KEYS = ${Object.keys(FIXED).length}
local function answersKey(questionId) return BASE .. '${ANSWERS}' .. questionId end
local function questionOf(answersKey) return string.sub(answersKey, #BASE + ${ANSWERS.length + 1}) end
local function recordsField(questionId) return '${RECORDS}' .. questionId end
local function stagedKey(key, holder) return key .. '${STAGED}' .. holder end`;
