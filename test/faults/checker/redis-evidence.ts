import type { Value } from '../history.js';
import type { RedisSession, StoredAnswer } from './evidence.js';

/** The contents of a session in Redis, as replies of commands. */
export interface RawRedisSession {
  /** `HGETALL` of the session. */
  fields: Record<string, string>;
  /** `ZREVRANGE … WITHSCORES` of the board. */
  board: string[];
  /** `HGETALL` of each question's answers. */
  answers: Record<string, Record<string, string>>;
  outbox: number;
}

/** Points are above these bits, and milliseconds count down within them (ADR 4). */
const SCALE = 2 ** 32;

/** Turns replies into evidence. */
export function toRedisSession({ fields, board, answers, outbox }: RawRedisSession): RedisSession {
  const createdAt = Number(fields['createdAt']);
  const rows: RedisSession['board'] = [];
  for (let i = 0; i < board.length; i += 2) {
    const packed = Number(board[i + 1]);
    rows.push({
      playerId: board[i]!,
      score: Math.floor(packed / SCALE),
      reachedAt: createdAt + SCALE - 1 - (packed % SCALE),
    });
  }
  const byQuestion = Object.entries(answers).map(([questionId, records]) => {
    const parsed = Object.entries(records).map(
      ([playerId, record]) => [playerId, parseRecord(record)] as const,
    );
    return [questionId, new Map(parsed)] as const;
  });
  return { status: fields['status'] ?? '', createdAt, board: rows, answers: new Map(byQuestion), outbox };
}

/** `points|fraction|streak|elapsedMs|at|value`; the value is JSON and can hold any character. */
function parseRecord(record: string): StoredAnswer {
  const parts = record.split('|');
  const [points = NaN, fraction = NaN, streak = NaN, elapsedMs = NaN, at = NaN] = parts
    .slice(0, 5)
    .map(Number);
  return {
    value: parseValue(parts.slice(5).join('|')),
    fraction,
    correct: fraction === 1,
    points,
    elapsedMs,
    streak,
    at,
  };
}

function parseValue(json: string): Value | undefined {
  try {
    return JSON.parse(json) as Value;
  } catch {
    return undefined;
  }
}
