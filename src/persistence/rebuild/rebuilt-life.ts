import { LIMITS } from '../../contracts/limits.js';
import { type FrozenSession, playedQuestions } from '../../session/frozen-session.js';
import { NODE_PATIENCE_MS } from '../../session/node-patience.js';
import type { SessionRecord } from '../../session/session.schema.js';

/** A session that stood in the middle of a question comes back paused, with the question's whole time. */
export function lifeFields(
  session: FrozenSession,
  record: SessionRecord,
  now: number,
): Record<string, string | number> {
  const { life } = record;
  // Twice a second at most: more snapshots than this there can't have been.
  const version = Math.ceil(Math.max(0, now - record.createdAt) / LIMITS.leaderboardWindowMs) + 1;
  // By then every node has told who is connected to it, or is given up.
  const presentFrom = now + NODE_PATIENCE_MS;
  const base = { createdAt: record.createdAt, rev: (record.rev ?? 1) + 1, changes: 1, version, presentFrom };
  if (!life) return { ...base, status: record.status, index: -1, locked: 0 };
  const fields: Record<string, string | number> = {
    ...base,
    status: life.status,
    index: life.index,
    locked: life.locked ? 1 : 0,
  };
  if (record.endedAt !== undefined) fields['endedAt'] = record.endedAt;
  const question = playedQuestions(session)[life.index];
  if (!question || life.openedAt === undefined) return fields;
  Object.assign(fields, { questionId: question.id, openedAt: life.openedAt, closesAt: life.closesAt! });
  if (life.status === 'question') {
    Object.assign(fields, { status: 'paused', pausedFrom: 'question', remaining: question.timeLimitMs });
  } else if (life.status === 'paused') {
    Object.assign(fields, { pausedFrom: life.pausedFrom!, remaining: life.remainingMs! });
  } else if (life.status === 'reveal' && session.settings.autoAdvanceMs !== undefined) {
    fields['dueAt'] = now + session.settings.autoAdvanceMs;
  }
  return fields;
}
