import { boardPoints } from '../leaderboard/board-score.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { type AnswerRecord, parseAnswerRecord, parseTally, type Tally } from '../session/state/records.js';

const PAGE = 500;

/** A player as Redis has it. */
export interface RedisPlayer {
  playerId: string;
  nickname: string;
  /** From the board; undefined when the player is not on it. */
  score: number | undefined;
  tally: Tally;
  /** By question id; undefined for a record that can't be read. */
  answers: Map<string, AnswerRecord | undefined>;
}

/** All players of a session, page by page; a player can come twice when the hash grows meanwhile. */
export async function* redisPlayers(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
): AsyncGenerator<RedisPlayer[]> {
  let cursor = '0';
  do {
    const [next, pairs] = await redis.hscan(keys.players(sessionId), cursor, 'COUNT', PAGE);
    cursor = next;
    const ids = pairs.filter((_, index) => index % 2 === 0);
    if (ids.length > 0) {
      const nicknames = pairs.filter((_, index) => index % 2 === 1);
      yield await readPlayers(redis, sessionId, questionIds, ids, nicknames);
    }
  } while (cursor !== '0');
}

async function readPlayers(
  redis: RedisConnection,
  sessionId: string,
  questionIds: string[],
  ids: string[],
  nicknames: string[],
): Promise<RedisPlayer[]> {
  const [scores, tallies, ...answers] = await Promise.all([
    redis.zmscore(keys.board(sessionId), ...ids),
    redis.hmget(keys.tallies(sessionId), ...ids),
    ...questionIds.map((questionId) => redis.hmget(keys.answers(sessionId, questionId), ...ids)),
  ]);
  return ids.map((playerId, place) => {
    const score = scores[place];
    const found: RedisPlayer['answers'] = new Map();
    answers.forEach((records, question) => {
      const record = records[place];
      if (record) found.set(questionIds[question]!, parseAnswerRecord(record));
    });
    return {
      playerId,
      nickname: JSON.parse(nicknames[place]!) as string,
      score: score === null || score === undefined ? undefined : boardPoints(score),
      tally: parseTally(tallies[place] ?? ''),
      answers: found,
    };
  });
}
