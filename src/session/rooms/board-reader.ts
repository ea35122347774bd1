import { Inject, Injectable } from '@nestjs/common';
import { boardPoints } from '../../leaderboard/board-score.js';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys } from '../state/layout.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { type AnswerRecord, parseAnswerRecord, parseTally, type Tally } from '../state/records.js';
import { SessionRevival } from '../session-revival.js';
import { answersOf } from '../state/scripts.js';

export interface Place {
  rank: number;
  score: number;
}

/** Reads for many players at once: one read for each question and node, in place of one for each player. */
@Injectable()
export class BoardReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly revival: SessionRevival,
  ) {}

  /** Rank and score of everyone, by player id. */
  async places(sessionId: string): Promise<Map<string, Place>> {
    const entries = await this.redis.zrevrange(keys.board(sessionId), 0, -1, 'WITHSCORES');
    const places = new Map<string, Place>();
    for (let i = 0; i < entries.length; i += 2) {
      places.set(entries[i]!, { rank: i / 2 + 1, score: boardPoints(entries[i + 1]!) });
    }
    return places;
  }

  /** Everyone's answer to a question, by player id, without the answers that can't be read. */
  async answers(sessionId: string, questionId: string): Promise<Map<string, AnswerRecord>> {
    const pairs = await this.revival.ask(sessionId, () => answersOf(this.redis, sessionId, questionId));
    const answers = new Map<string, AnswerRecord>();
    for (let i = 0; i < pairs.length; i += 2) {
      const record = parseAnswerRecord(pairs[i + 1]!);
      if (record) answers.set(pairs[i]!, record);
    }
    return answers;
  }

  async tallies(sessionId: string, playerIds: string[]): Promise<Map<string, Tally>> {
    if (playerIds.length === 0) return new Map();
    const tallies = await this.redis.hmget(keys.tallies(sessionId), ...playerIds);
    return new Map(playerIds.map((playerId, place) => [playerId, parseTally(tallies[place] ?? '')]));
  }

  async nicknames(sessionId: string, playerIds: string[]): Promise<Map<string, string>> {
    if (playerIds.length === 0) return new Map();
    const nicknames = await this.redis.hmget(keys.players(sessionId), ...playerIds);
    return new Map(
      playerIds.map((playerId, place) => [playerId, JSON.parse(nicknames[place] ?? '""') as string]),
    );
  }
}
