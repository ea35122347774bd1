import { isDeepStrictEqual } from 'node:util';
import type { ResultRecord } from '../persistence/result-record.js';

/** A document as it is in `results` and as the log makes it; one of them can be missing. */
export interface Pair {
  stored?: ResultRecord;
  fresh?: ResultRecord;
}

/** Something that `results` and the log disagree about. */
export interface Difference {
  sessionId: string;
  playerId: string;
  nickname?: string;
  kind: 'missing-in-results' | 'not-in-the-log' | 'field';
  /** `score`, or `answers.<questionId>.points`. */
  field?: string;
  /** The field's value on each side; null where it is missing. */
  results?: unknown;
  log?: unknown;
}

type Fields = Record<string, unknown>;

/** Everything that the two documents of a player disagree about. */
export function compareRecord({ stored, fresh }: Pair): Difference[] {
  const { _id, nickname = stored?.nickname } = (fresh ?? stored)!;
  const [sessionId, playerId] = _id.split(':') as [string, string];
  const player = { sessionId, playerId, ...(nickname !== undefined && { nickname }) };
  if (!stored) return [{ ...player, kind: 'missing-in-results' }];
  if (!fresh) return [{ ...player, kind: 'not-in-the-log' }];
  return [...fieldsThatDiffer('', { ...stored }, { ...fresh })].map((difference) =>
    Object.assign({ ...player, kind: 'field' as const }, difference),
  );
}

/** Compares `answers` and each answer in it field by field; the value of an answer is compared as a whole. */
function* fieldsThatDiffer(
  prefix: string,
  stored: Fields,
  fresh: Fields,
): Generator<{ field: string; results: unknown; log: unknown }> {
  for (const name of new Set([...Object.keys(fresh), ...Object.keys(stored)])) {
    const field = `${prefix}${name}`;
    const [results, log] = [stored[name], fresh[name]];
    if (isDeepStrictEqual(results, log)) continue;
    if (/^answers([.][^.]+)?$/.test(field) && isFields(results) && isFields(log)) {
      yield* fieldsThatDiffer(`${field}.`, results, log);
    } else {
      yield { field, results: results ?? null, log: log ?? null };
    }
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
