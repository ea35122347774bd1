import { LIMITS } from '../contracts/limits.js';
import { type FrozenSession, playedQuestions } from '../session/frozen-session.js';
import type { SessionRecord } from '../session/session.schema.js';
import type { SessionFields } from '../session/state/layout.js';

/** By this time of the presence clock, which starts anew, each node has reported its connected players, or counts as dead. */
const ROLL_CALL_MS = 5_000;

/**
 * A session that stood in the middle of a question comes back paused, with the question's whole time. A session that advances by
 * itself comes back with the question opened anew, since it is possible that nobody is there to resume it.
 *
 * @param now by Redis' clock, in ms
 */
export function lifeFields(session: FrozenSession, record: SessionRecord, now: number): SessionFields {
  const { life, createdAt } = record;
  const age = Math.max(0, now - createdAt);
  const base = {
    createdAt,
    // Both follow the time since the creation, so that everything that clients still have is older.
    rev: Math.max((record.rev ?? 1) + 1, age),
    version: Math.ceil(age / LIMITS.leaderboardWindowMs) + 1,
    changes: 1,
    rollUntil: ROLL_CALL_MS,
  };
  if (!life) return { ...base, status: record.status, index: -1, locked: 0 };
  const fields: SessionFields = {
    ...base,
    status: life.status,
    index: life.index,
    locked: life.locked ? 1 : 0,
  };
  if (record.endedAt !== undefined) fields.endedAt = record.endedAt;
  const question = playedQuestions(session)[life.index];
  if (!question || life.openedAt === undefined) return fields;
  Object.assign(fields, { questionId: question.id, openedAt: life.openedAt, closesAt: life.closesAt! });
  const { autoAdvanceMs } = session.settings;
  if (life.status === 'question' && autoAdvanceMs !== undefined) {
    const closesAt = now + question.timeLimitMs;
    Object.assign(fields, { openedAt: now, closesAt, dueAt: closesAt + LIMITS.graceMs });
  } else if (life.status === 'question') {
    Object.assign(fields, { status: 'paused', pausedFrom: 'question', remaining: question.timeLimitMs });
  } else if (life.status === 'paused') {
    Object.assign(fields, { pausedFrom: life.pausedFrom!, remaining: life.remainingMs! });
  } else if (life.status === 'reveal' && autoAdvanceMs !== undefined) {
    fields.dueAt = now + autoAdvanceMs;
  }
  return fields;
}
