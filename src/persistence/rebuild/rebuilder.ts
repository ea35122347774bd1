import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { RedisConnection } from '../../platform/redis/connect.js';
import { keys } from '../../platform/redis/keys.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { toAnswerRecord } from '../../session/answer-record.js';
import type { FrozenSession } from '../../session/frozen-session.js';
import { parseNickname } from '../../session/nickname.js';
import { sessionFields } from '../../session/session-fields.js';
import { SessionRecord } from '../../session/session.schema.js';
import { ResultRecord } from '../result-record.js';
import { lifeFields } from './rebuilt-life.js';
import { standingOf } from './rebuilt-player.js';

const PAGE = 500;
const LOCK_MS = 30_000;

export type RebuildOutcome = 'done' | 'there' | 'unknown' | 'busy';

/** Brings a session back from MongoDB after Redis has lost it, as it was once its events had arrived there. */
@Injectable()
export class Rebuilder {
  private readonly logger = new Logger(Rebuilder.name);

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
  ) {}

  /** @returns `there` when Redis has it, `unknown` when MongoDB does not, `busy` while another process is at it */
  async rebuild(sessionId: string): Promise<RebuildOutcome> {
    if (await this.redis.exists(keys.session(sessionId))) return 'there';
    const record = await this.sessions.findById(sessionId).lean<SessionRecord>();
    if (!record) return 'unknown';
    const lock = `${keys.rebuilt(sessionId)}:lock`;
    if (!(await this.redis.set(lock, process.pid, 'PX', LOCK_MS, 'NX'))) return 'busy';
    try {
      await this.write(record);
      this.logger.log(`session ${sessionId} is back from MongoDB`);
      return 'done';
    } finally {
      await this.redis.del(lock);
    }
  }

  /** The session hash comes last: until then every script finds no session, and nobody sees half of it. */
  private async write(record: SessionRecord): Promise<void> {
    const session = frozenFrom(record);
    const { sessionId } = session;
    const [seconds] = await this.redis.time();
    const life = lifeFields(session, record, Number(seconds) * 1_000);
    let answers = 0;
    let page: ResultRecord[] = [];
    for await (const result of this.results.find({ sessionId }).lean<ResultRecord[]>().cursor()) {
      page.push(result);
      answers += Object.keys(result.answers ?? {}).length;
      if (page.length === PAGE) {
        await this.writePlayers(session, record, page);
        page = [];
      }
    }
    await this.writePlayers(session, record, page);
    await this.redis.set(keys.frozen(sessionId), JSON.stringify(session));
    await this.redis.zadd(keys.activeSessions, record.createdAt, sessionId);
    if (record.status === 'ended') await this.redis.set(keys.pin(session.pin), sessionId, 'EX', 3_600, 'NX');
    else await this.redis.set(keys.pin(session.pin), sessionId, 'NX');
    const fields = { ...sessionFields(session, record.status), ...life, answers };
    await this.redis.hset(keys.session(sessionId), fields);
  }

  private async writePlayers(
    session: FrozenSession,
    record: SessionRecord,
    page: ResultRecord[],
  ): Promise<void> {
    if (page.length === 0) return;
    const { sessionId } = session;
    const until = session.mode === 'live' ? Math.max(0, record.life?.index ?? 0) : undefined;
    const writes = this.redis.pipeline();
    for (const result of page) {
      const { playerId, nickname = '' } = result;
      if (result.kicked) {
        writes.hset(keys.kicked(sessionId), playerId, JSON.stringify(nickname));
        continue;
      }
      const now = standingOf(session, result, record.createdAt);
      writes.hset(keys.players(sessionId), playerId, JSON.stringify(nickname));
      if (nickname) writes.hset(keys.nicknames(sessionId), parseNickname(nickname).folded, playerId);
      writes.hset(keys.tallies(sessionId), playerId, now.tally);
      writes.zadd(keys.board(sessionId), now.boardScore, playerId);
      if (until !== undefined) {
        const before = standingOf(session, result, record.createdAt, until);
        writes.hset(keys.previousTallies(sessionId), playerId, before.tally);
        writes.zadd(keys.previous(sessionId), before.boardScore, playerId);
      }
      for (const [questionId, answer] of Object.entries(result.answers ?? {})) {
        writes.hset(keys.answers(sessionId, questionId), playerId, toAnswerRecord(answer));
      }
    }
    await writes.exec();
  }
}

const frozenFrom = (record: SessionRecord): FrozenSession => ({
  sessionId: record._id,
  hostId: record.hostId,
  pin: record.pin,
  mode: record.mode,
  quiz: record.quiz,
  settings: record.settings,
});
