import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, scriptKeys, type SessionFields } from '../session/state/layout.js';
import { toPairs } from '../session/state/records.js';
import { changingScript } from '../session/state/session-script.js';

const scripts = {
  check: changingScript(import.meta.url, './check.lua'),
  commit: changingScript(import.meta.url, './commit.lua'),
  restore: changingScript(import.meta.url, '../session/state/lua/seats.lua', './restore.lua'),
  endLate: changingScript(import.meta.url, './end-late.lua'),
};

/** Whether Redis has all of a session, lacks a part of it, or has none of it. */
export type Found = 'whole' | 'broken' | 'gone';

export async function check(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
): Promise<Found> {
  return (await scripts.check.run(redis, scriptKeys(sessionId, questionIds), [])) as Found;
}

/** Puts a staged session in its place. @returns `there` when Redis has the session already, `lease` when the lease was lost */
export async function commit(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
  holder: string,
  fields: SessionFields,
): Promise<'done' | 'there' | 'lease'> {
  const args = [keys.rebuilding(sessionId), holder, ...toPairs(fields)];
  const outcome = await scripts.commit.run(redis, scriptKeys(sessionId, questionIds), args);
  return outcome as 'done' | 'there' | 'lease';
}

/** The outcome for an event that came late: `later` while the session is being rebuilt. */
export type Restored = 'restored' | 'kept' | 'later';

/** Puts a player, and answers, into a rebuilt session that lacks them. @param player as `restoreArgs` makes it */
export async function restore(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
  player: (string | number)[],
): Promise<Restored> {
  const args = [sessionId, keys.rebuilding(sessionId), ...player];
  return (await scripts.restore.run(redis, scriptKeys(sessionId, questionIds), args)) as Restored;
}

/** Ends a rebuilt session. @param at the time of the end, in ms by Redis' clock */
export async function endLate(redis: RedisConnection, sessionId: string, at: number): Promise<Restored> {
  const args = [sessionId, keys.rebuilding(sessionId), at];
  return (await scripts.endLate.run(redis, scriptKeys(sessionId), args)) as Restored;
}
