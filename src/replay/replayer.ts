import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { TOPICS } from '../contracts/kafka-events.js';
import { ResultRecord } from '../persistence/result-record.js';
import { LogHistory } from '../platform/log/log-history.js';
import { LogLag } from '../platform/log/log-lag.js';
import { pingMongo } from '../platform/mongo/ping.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { lookAtRest } from './at-rest.js';
import { compareRecord } from './compare-record.js';
import { covers, sinceOf } from './coverage.js';
import { FreshResults } from './fresh-results.js';
import { pairsOf, type Sides } from './pairs.js';
import { putRight } from './put-right.js';
import { Replay } from './replay.js';
import type { ReplayOptions, ReplayOutcome } from './replay-outcome.js';
import { reach } from './replay-problem.js';

const TOPIC_NAMES = Object.values(TOPICS);
/** Differences that are named; all are counted. */
const NAMED = 100;

/** Makes `results` once more from the log, and compares the two. */
@Injectable()
export class Replayer {
  private readonly logger = new Logger(Replayer.name);

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
    private readonly log: LogHistory,
    private readonly lag: LogLag,
  ) {}

  /** @throws ReplayProblem when an engine is away; the reason of `signal` when that was aborted */
  async replay(options: ReplayOptions): Promise<ReplayOutcome> {
    await reach('MongoDB', pingMongo(this.results.db));
    const fresh = new FreshResults(this.results.db);
    try {
      const outcome = await this.run(options, fresh);
      return options.keep ? { ...outcome, kept: fresh.name } : outcome;
    } finally {
      if (!options.keep) await this.drop(fresh);
    }
  }

  private async run(options: ReplayOptions, fresh: FreshResults): Promise<ReplayOutcome> {
    const { from, sessionId, signal, onProgress } = options;
    const startedAt = Date.now();
    // The order matters: all events of a session at rest now lie before the ends of the log, which are taken next.
    const isAtRest = await reach('Redis', lookAtRest(this.redis));
    const ranges = await reach('Kafka', this.log.ranges(TOPIC_NAMES, sinceOf(from)));
    const lag = await this.lag.messages(TOPIC_NAMES);
    const replay = new Replay(fresh.store, sessionId);
    const take = replay.take.bind(replay);
    await this.log.read(ranges, { take, onProgress, signal });
    const seconds = (Date.now() - startedAt) / 1_000;

    const isWhole = (created: { at: number; partition: number }) => covers(ranges, from, created);
    const { whole, ...notCompared } = replay.ledger.sort(from, isWhole, isAtRest);
    const sides = { results: this.results, fresh: fresh.model };
    const { compared, differences } = await this.compare(sides, whole, signal);
    const outcome: ReplayOutcome = {
      from: from ?? 'beginning',
      events: replay.events,
      unparseable: replay.unparseable,
      seconds,
      lag,
      compared,
      differences,
      notCompared,
    };
    if (options.apply) outcome.applied = await this.apply(sides, differences.sessions, signal);
    return outcome;
  }

  private async drop(fresh: FreshResults): Promise<void> {
    try {
      await fresh.drop();
    } catch (error) {
      this.logger.warn(`the collection ${fresh.name} stays behind: ${(error as Error).name}`);
    }
  }

  private async compare(sides: Sides, whole: string[], signal: AbortSignal) {
    const compared = { sessions: whole, documents: 0 };
    const differences: ReplayOutcome['differences'] = { count: 0, sessions: [], first: [] };
    for (const sessionId of whole) {
      const before = differences.count;
      for await (const pair of pairsOf(sides, sessionId)) {
        signal.throwIfAborted();
        const found = compareRecord(pair);
        compared.documents += 1;
        differences.count += found.length;
        differences.first.push(...found.slice(0, NAMED - differences.first.length));
      }
      if (differences.count > before) differences.sessions.push(sessionId);
    }
    return { compared, differences };
  }

  private async apply(sides: Sides, sessions: string[], signal: AbortSignal) {
    let documents = 0;
    for (const sessionId of sessions) {
      signal.throwIfAborted();
      documents += await putRight(sides, sessionId);
    }
    return { sessions, documents };
  }
}
