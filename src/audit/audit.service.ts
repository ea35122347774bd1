import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { TOPICS } from '../contracts/kafka-events.js';
import type { Audit, AuditDifference, AuditTotals } from '../contracts/rest.js';
import { Outbox } from '../delivery/outbox.js';
import { ResultRecord } from '../persistence/result-record.js';
import { LogLag } from '../platform/log/log-lag.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import type { FrozenSession } from '../session/frozen-session.js';
import { SessionStateReader } from '../session/session-state.reader.js';
import { comparePlayer } from './compare-player.js';
import { type RedisPlayer, redisPlayers } from './redis-side.js';
import { readUnderWay } from './under-way.js';

const LISTED = 1_000;
const PAGE = 500;

const none = (): AuditTotals => ({ players: 0, answers: 0, points: 0 });

/** Compares what Redis and MongoDB hold of a session, player by player and answer by answer. It only reads, in pages. */
@Injectable()
export class AuditService {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
    private readonly state: SessionStateReader,
    private readonly outbox: Outbox,
    private readonly lag: LogLag,
  ) {}

  /**
   * The result is exact for a session at rest. While answers arrive it can name some that are on their way: an answer that is
   * still in Kafka is a difference. The lag decides nothing, since it counts the messages of other sessions too.
   */
  async audit(session: FrozenSession): Promise<Audit> {
    const { sessionId } = session;
    // A session that Redis has lost, or a part of it, is rebuilt first: otherwise all of it would be a difference.
    await this.state.ensureWhole(session);
    const kafkaLag = await this.lag.messages(Object.values(TOPICS));
    const underWay = await readUnderWay(this.outbox, sessionId);
    const differences: AuditDifference[] = [];
    const redis = none();
    const questionIds = session.quiz.questions.map(({ id }) => id);
    for await (const page of redisPlayers(this.redis, sessionId, questionIds)) {
      const stored = await this.stored(sessionId, page);
      for (const player of page) {
        add(
          redis,
          [...player.answers.values()].map((record) => record?.points ?? 0),
        );
        differences.push(...comparePlayer(player, stored.get(player.playerId), underWay));
      }
    }
    const mongo = await this.mongoSide(sessionId, differences);
    return {
      sessionId,
      redis,
      mongo,
      pending: { outbox: underWay.entries, kafkaLag },
      differences: differences.slice(0, LISTED),
      consistent: differences.length === 0 && underWay.entries === 0,
    };
  }

  private async stored(sessionId: string, page: RedisPlayer[]): Promise<Map<string, ResultRecord>> {
    const ids = page.map(({ playerId }) => `${sessionId}:${playerId}`);
    const records = await this.results.find({ _id: { $in: ids } }).lean<ResultRecord[]>();
    return new Map(records.map((record) => [record.playerId, record]));
  }

  /** Sums up MongoDB's side, and adds a difference for each player that only MongoDB knows. */
  private async mongoSide(sessionId: string, differences: AuditDifference[]): Promise<AuditTotals> {
    const totals = none();
    let page: ResultRecord[] = [];
    const check = async () => {
      if (page.length === 0) return;
      const seats = await this.redis.hmget(keys.players(sessionId), ...page.map(({ playerId }) => playerId));
      page.forEach(({ playerId, nickname }, place) => {
        if (seats[place] === null) {
          differences.push({ kind: 'player', playerId, redis: null, mongo: nickname ?? null });
        }
      });
      page = [];
    };
    // A kicked player is gone from Redis; MongoDB keeps the document, with a mark.
    const seated = { sessionId, kicked: { $ne: true } };
    for await (const record of this.results.find(seated).lean<ResultRecord[]>().cursor()) {
      add(
        totals,
        Object.values(record.answers ?? {}).map(({ points }) => points),
      );
      page.push(record);
      if (page.length === PAGE) await check();
    }
    await check();
    return totals;
  }
}

function add(totals: AuditTotals, points: Iterable<number>): void {
  totals.players += 1;
  for (const gained of points) {
    totals.answers += 1;
    totals.points += gained;
  }
}
