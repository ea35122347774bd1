import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import type { AnswerEvent, SessionEvent } from '../contracts/kafka-events.js';
import { ResultRecord } from '../persistence/result-record.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { SessionRecord } from '../session/session.schema.js';
import { endLate, restore, type Restored } from './rebuild-scripts.js';
import { type FrozenQuiz, restoreArgs } from './restore-args.js';

/** A relay holds events for as long as Kafka is away; after this nothing is expected any more. */
const KEPT_MS = 24 * 60 * 60_000;
/** The clocks of two primaries of Redis differ, and each of them can be set. */
const SLACK_MS = 60_000;
/** Quizzes of rebuilt sessions that are remembered. */
const QUIZZES = 200;

/** An event by which something came to MongoDB. */
type Arrived = AnswerEvent | SessionEvent;

/**
 * Puts into a rebuilt session what reaches MongoDB after the rebuild had read it: an answer that a relay held while Redis lost the
 * session, a join, or an end. It looks for a rebuild after MongoDB has the event, and a rebuild announces itself before it reads
 * MongoDB, so that one of the two sees the event.
 */
@Injectable()
export class LateArrivals {
  private readonly logger = new Logger(LateArrivals.name);
  private readonly quizzes = new LRUCache<string, FrozenQuiz>({ max: QUIZZES });

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
  ) {}

  /**
   * @param events that are in MongoDB now
   * @throws when Redis can't be asked, or a session is being rebuilt: then all of them have to be delivered again
   */
  async restore(events: Arrived[]): Promise<void> {
    if (events.length === 0) return;
    const sessionIds = [...new Set(events.map(({ sessionId }) => sessionId))];
    const rebuiltAt = await this.redis.zmscore(keys.restoring, ...sessionIds);
    for (const [place, at] of rebuiltAt.entries()) {
      if (at === null) continue;
      const sessionId = sessionIds[place]!;
      const before = Number(at) + SLACK_MS;
      await this.restoreSession(
        sessionId,
        events.filter((event) => event.sessionId === sessionId && event.at < before),
      );
    }
  }

  /** Forgets rebuilds of more than a day ago, for which no event is expected any more. @param now by Redis' clock, in ms */
  async forgetOld(now: number): Promise<void> {
    await this.redis.zremrangebyscore(keys.restoring, '-inf', now - KEPT_MS);
  }

  private async restoreSession(sessionId: string, events: Arrived[]): Promise<void> {
    const players = new Set(
      events.map((event) => ('playerId' in event ? event.playerId : '')).filter((id) => id !== ''),
    );
    if (players.size > 0) await this.restorePlayers(sessionId, [...players]);
    for (const event of events) {
      if ('type' in event && event.type === 'ended') {
        await this.settled(sessionId, () => endLate(this.redis, sessionId, event.at));
      }
    }
  }

  private async restorePlayers(sessionId: string, players: string[]): Promise<void> {
    const quiz = await this.quizOf(sessionId);
    if (!quiz) return;
    const ids = players.map((playerId) => `${sessionId}:${playerId}`);
    const questionIds = quiz.quiz.questions.map(({ id }) => id);
    for (const result of await this.results.find({ _id: { $in: ids } }).lean<ResultRecord[]>()) {
      const outcome = await this.settled(sessionId, () =>
        restore(this.redis, sessionId, questionIds, restoreArgs(quiz, result)),
      );
      if (outcome === 'restored')
        this.logger.log(`player ${result.playerId} of session ${sessionId} is complete again`);
    }
  }

  /** @throws Error while the session is being rebuilt: its partition waits, and the others go on */
  private async settled(sessionId: string, run: () => Promise<Restored>): Promise<Restored> {
    const outcome = await run();
    if (outcome !== 'later') return outcome;
    // The session was lost once more. Its new rebuild has yet to read MongoDB, and waits for this event.
    if ((await this.redis.zscore(keys.restoring, sessionId)) === null) return 'kept';
    throw new Error(`session ${sessionId} is being rebuilt`);
  }

  private async quizOf(sessionId: string): Promise<FrozenQuiz | undefined> {
    const known = this.quizzes.get(sessionId);
    if (known) return known;
    const quiz = await this.sessions
      .findById(sessionId, { mode: 1, quiz: 1, settings: 1 })
      .lean<SessionRecord>();
    if (quiz) this.quizzes.set(sessionId, quiz);
    return quiz ?? undefined;
  }
}
