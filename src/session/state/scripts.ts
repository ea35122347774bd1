import { LIMITS } from '../../contracts/limits.js';
import type { ProblemCode } from '../../contracts/problems.js';
import type { HostCommand } from '../../contracts/session.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import type { Durability } from '../../platform/redis/durability.js';
import { currentTraceparent } from '../../platform/tracing/spans.js';
import { scriptKeys, type SessionFields } from './layout.js';
import { toPairs } from './records.js';
import { changingScript } from './session-script.js';
import { parseState, type StateRecord, type StateReply } from './state-record.js';

const load = (file: string) =>
  changingScript(import.meta.url, './lua/seats.lua', './lua/read-state.lua', `./lua/${file}.lua`);

// ADR 22: why scripts are constants, and no repository stands around them.
const scripts = {
  create: load('create'),
  join: load('join'),
  openQuestion: load('open-question'),
  state: load('state'),
  command: load('command'),
  advance: load('advance'),
  answersOf: load('answers-of'),
  endIdle: load('end-idle'),
  retire: load('retire'),
};

// There is one function for each script: it builds the arguments, and names what the script returns. A function that can return
// undefined does so when Redis lacks the session, or a part of it. A function that takes `Durability` throws PodiumError 503 when
// its change is not durable.

/** The text of the `created` event before and after its time, which comes from Redis. */
export interface CreatedEvent {
  head: string;
  tail: string;
}

/** Creates a session, unless it is there already. @param frozen the frozen session as JSON */
export async function create(
  durability: Durability,
  sessionId: string,
  frozen: string,
  event: CreatedEvent,
  fields: SessionFields,
): Promise<void> {
  const args = [frozen, event.head, event.tail, currentTraceparent() ?? '', ...toPairs(fields)];
  await durability.sure(sessionId, scripts.create, scriptKeys(sessionId), args);
}

/** A player who wants a seat. */
export interface Newcomer {
  playerId: string;
  nickname: string;
  /** The form of the nickname that is unique within the session. */
  folded: string;
}

export type JoinRefusal = Extract<
  ProblemCode,
  'SESSION_ENDED' | 'SESSION_LOCKED' | 'NICKNAME_TAKEN' | 'SESSION_FULL' | 'TOO_MANY_JOINS' | 'PLAYER_KICKED'
>;

/** A refusal, or the state and, as JSON, the first page of the leaderboard at that instant. */
export type JoinOutcome = { refused: JoinRefusal } | { state: StateRecord; leaderboard: string };

/** Seats a player. A player who joins again gets the same seat. @param perSecond most joins of the session in a second */
export async function join(
  durability: Durability,
  sessionId: string,
  { playerId, nickname, folded }: Newcomer,
  perSecond: number,
): Promise<JoinOutcome | undefined> {
  const trace = currentTraceparent() ?? '';
  const args = [sessionId, playerId, JSON.stringify(nickname), folded, perSecond, trace];
  const reply = (await durability.sure(sessionId, scripts.join, scriptKeys(sessionId), args)) as
    ['ok', StateReply, string] | [JoinRefusal] | null;
  if (!reply) return undefined;
  const [code, state, leaderboard] = reply;
  return code === 'ok' ? { state: parseState(state!), leaderboard: leaderboard! } : { refused: code };
}

export type CommandRejection = Extract<
  ProblemCode,
  'SESSION_ENDED' | 'COMMAND_NOT_ALLOWED' | 'PLAYER_UNKNOWN'
>;

/** A host's command as the script takes it. */
export interface CommandScriptCall {
  command: HostCommand;
  /** Differs with each call, so that the script recognises a call that the Redis client has sent twice. */
  callId: string;
  /** The player to kick, and the player's folded nickname; empty for other commands. */
  playerId?: string;
  folded?: string;
  /** The question for which the command is meant; empty: the current one. */
  question?: string;
  /** For `kick`: every question of the quiz. */
  questionIds?: string[];
}

/** Runs a host's command. @returns ok (also when there was nothing to change), or why the state does not allow it */
export async function command(
  durability: Durability,
  sessionId: string,
  { command: name, callId, playerId = '', folded = '', question = '', questionIds = [] }: CommandScriptCall,
): Promise<'ok' | CommandRejection | undefined> {
  const trace = currentTraceparent() ?? '';
  const args = [sessionId, LIMITS.graceMs, name, playerId, folded, trace, callId, question];
  const reply = await durability.sure(sessionId, scripts.command, scriptKeys(sessionId, questionIds), args);
  return (reply as 'ok' | CommandRejection | null) ?? undefined;
}

/**
 * Reads the state, for a player with the player's own part.
 *
 * @param questionIds every question, for a player; for a host only when everybody's answers have to be there
 */
export async function readState(
  redis: RedisConnection,
  sessionId: string,
  playerId = '',
  questionIds: string[] = [],
): Promise<StateRecord | undefined> {
  const reply = await scripts.state.run(redis, scriptKeys(sessionId, questionIds), [playerId]);
  return reply ? parseState(reply as StateReply) : undefined;
}

export interface Advanced {
  /** Milliseconds until something happens by itself; -1 for nothing. */
  dueInMs: number;
  /** How many players have been kicked so far. */
  kicked: number;
  /** The state for a host, if it is newer than the one that was sent. */
  state?: StateRecord;
}

/** Does what is due by the session's clock. @param sent the newest `rev` that the caller has sent to its sockets */
export async function advance(
  redis: RedisConnection,
  sessionId: string,
  sent: number,
): Promise<Advanced | undefined> {
  const args = [sessionId, LIMITS.graceMs, sent];
  const reply = (await scripts.advance.run(redis, scriptKeys(sessionId), args)) as
    [dueInMs: number, kicked: number, state?: StateReply] | null;
  if (!reply) return undefined;
  const [dueInMs, kicked, state] = reply;
  return { dueInMs, kicked, ...(state && { state: parseState(state) }) };
}

export interface OpenOutcome {
  status: 'ok' | 'closed' | 'forbidden';
  /** Both 0 unless `ok`. */
  openedAt: number;
  now: number;
}

/** Opens a question of a self-paced session for one player. The times are by Redis' clock, in ms. */
export async function openQuestion(
  redis: RedisConnection,
  sessionId: string,
  playerId: string,
  questionId: string,
): Promise<OpenOutcome | undefined> {
  const args = [sessionId, playerId, questionId];
  const reply = (await scripts.openQuestion.run(redis, scriptKeys(sessionId), args)) as
    [status: OpenOutcome['status'], openedAt: string, now: string] | null;
  if (!reply) return undefined;
  const [status, openedAt, now] = reply;
  return { status, openedAt: Number(openedAt), now: Number(now) };
}

/** Everyone's answer to a question: player ids and records in turn. */
export async function answersOf(
  redis: RedisConnection,
  sessionId: string,
  questionId: string,
): Promise<string[] | undefined> {
  const reply = await scripts.answersOf.run(redis, scriptKeys(sessionId, [questionId]), [questionId]);
  return (reply as string[] | null) ?? undefined;
}

/** Ends a session that nobody has touched. The times are those that the caller has seen unchanged for a while; empty: none. */
export async function endIdle(
  redis: RedisConnection,
  sessionId: string,
  touchedAt: string,
  beatAt: string,
): Promise<boolean> {
  const args = [sessionId, touchedAt, beatAt];
  return (await scripts.endIdle.run(redis, scriptKeys(sessionId), args)) === 'ended';
}

/** Lets an ended session's keys expire after so many seconds. @returns false when it has not ended, or has unsent events */
export async function retire(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
  seconds: number,
): Promise<boolean> {
  return (await scripts.retire.run(redis, scriptKeys(sessionId, questionIds), [seconds])) === 1;
}
