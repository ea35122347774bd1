import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { nanoid } from 'nanoid';
import { TOPICS } from '../contracts/kafka-events.js';
import { Outbox } from '../delivery/outbox.js';
import { OutboxClearing } from '../delivery/outbox-clearing.js';
import { ResultRecord } from '../persistence/result-record.js';
import { Lane } from '../platform/lanes/lane.js';
import { EventLog } from '../platform/log/event-log.js';
import { type LogPart, LogPositions } from '../platform/log/log-positions.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys } from '../session/state/layout.js';
import { Lease } from '../platform/redis/lease.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { redisNow } from '../platform/redis/redis-now.js';
import type { FrozenSession } from '../session/frozen-session.js';
import { Pins } from '../session/pins.js';
import { SessionRecord } from '../session/session.schema.js';
import { check, type Found } from './rebuild-scripts.js';
import { StagedSession } from './staged-session.js';

const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** A worker that is minutes behind catches up within this time; those who want the session ask again and again. */
const STORED_WITHIN_MS = 10 * 60_000;
/** All events of a session that ended this long ago have arrived, or are put in when they arrive. */
const LONG_ENDED_MS = 60 * 60_000;
const OUTBOX_PAGE = 1_000;
/** Sessions whose leases are remembered. */
const LEASES = 1_000;

/** Sessions are read from MongoDB a few at a time: each can be large. */
const reading = new Lane({
  name: 'rebuild',
  atOnce: 8,
  perKey: 1,
  queue: 1_000,
  queuePerKey: 1,
  waitMs: 60_000,
});

/** `there` when Redis has it, `unknown` when MongoDB does not, `busy` while it can't be done, or another process does it. */
export type RebuildOutcome = 'done' | 'there' | 'unknown' | 'busy';

// ADR 17: why a rebuild is done as a whole or not at all.
/**
 * Brings a session back from MongoDB after Redis has lost it, or a part of it. A rebuild waits until the events that are under
 * way have arrived in MongoDB, is done as a whole or not at all, and never touches a session that is whole.
 */
@Injectable()
export class Rebuilder {
  private readonly logger = new Logger(Rebuilder.name);
  private readonly me = nanoid();
  private readonly clearing: OutboxClearing;
  private readonly leases = new LRUCache<string, Lease>({ max: LEASES });

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
    private readonly outbox: Outbox,
    private readonly log: EventLog,
    private readonly positions: LogPositions,
    private readonly pins: Pins,
  ) {
    this.clearing = new OutboxClearing(outbox);
  }

  /** Makes the rebuilds that wait for the log give up. */
  close(): void {
    this.positions.close();
  }

  /** Rejects when a store fails on the way: then nothing is put in place. */
  async rebuild(sessionId: string): Promise<RebuildOutcome> {
    const record = await this.record(sessionId);
    if (!record) return 'unknown';
    const lease = this.leaseOf(sessionId);
    if (!(await lease.take())) return 'busy';
    const renewal = setInterval(() => lease.take().catch(() => undefined), RENEW_MS);
    try {
      return await this.underLease(record);
    } finally {
      clearInterval(renewal);
      await lease.release();
    }
  }

  private async underLease(record: SessionRecord): Promise<RebuildOutcome> {
    const { _id: sessionId } = record;
    const found = await this.check(record);
    if (found === 'whole') return 'there';
    // An earlier rebuild is over. Until this one reads MongoDB, a late event need not be put in, and need not wait for it.
    await this.redis.zrem(keys.restoring, sessionId);
    // Players must not play on with what is left of the session: without its hash it accepts nothing more.
    if (found === 'broken') await this.redis.del(keys.session(sessionId));
    if (!(await this.sendOutbox(sessionId))) return 'busy';
    if (!isLongEnded(record) && !(await this.positions.untilStored(partsOf(sessionId), STORED_WITHIN_MS)))
      return 'busy';
    // From here on, what arrives in MongoDB is put into Redis as well.
    const now = await redisNow(this.redis);
    await this.redis.zadd(keys.restoring, now, sessionId);
    // This entry could have been lost too. Without it, events would stay in the outbox until somebody uses the session.
    await this.redis.zadd(keys.activeSessions, 'NX', now, sessionId);
    const outcome = await reading.run(sessionId, () => this.bringBack(sessionId));
    if (outcome !== 'done') return outcome;
    this.logger.log(`session ${sessionId} is back from MongoDB (it was ${found})`);
    if (!isLongEnded(record)) await this.bringPinBack(record);
    return outcome;
  }

  private async bringBack(sessionId: string): Promise<RebuildOutcome> {
    const record = await this.record(sessionId);
    if (!record) return 'unknown';
    const staged = new StagedSession(this.redis, frozenFrom(record), record, this.me);
    await staged.clear();
    try {
      for await (const result of this.results.find({ sessionId }).lean<ResultRecord[]>().cursor()) {
        await staged.add(result);
      }
      return await staged.commit(await redisNow(this.redis));
    } catch (error) {
      await staged.clear().catch(() => undefined);
      throw error;
    }
  }

  /** The PIN could have been lost as well. When this fails, the round over all sessions does it later. */
  private async bringPinBack({ _id: sessionId, pin }: SessionRecord): Promise<void> {
    try {
      if (!(await this.pins.keep(pin, sessionId))) this.logger.warn(`session ${sessionId} has lost its PIN`);
    } catch (error) {
      this.logger.warn(`session ${sessionId} is without its PIN: ${(error as Error).message}`);
    }
  }

  /** The same object each time: it then notices that a lease's holder is gone, even when Redis' clock was set back. */
  private leaseOf(sessionId: string): Lease {
    const known = this.leases.get(sessionId);
    if (known) return known;
    const lease = new Lease(this.redis, keys.rebuilding(sessionId), this.me, LEASE_MS);
    this.leases.set(sessionId, lease);
    return lease;
  }

  private check({ _id: sessionId, quiz }: SessionRecord): Promise<Found> {
    return check(
      this.redis,
      sessionId,
      quiz.questions.map(({ id }) => id),
    );
  }

  /** The outbox outlives the rest, and its events are nowhere else. False while one is not durable, or Kafka does not take it. */
  private async sendOutbox(sessionId: string): Promise<boolean> {
    let before: string | undefined;
    for (;;) {
      const entries = await this.outbox.readDurable(sessionId, '+', OUTBOX_PAGE);
      if (entries.length === 0) return (await this.outbox.length(sessionId)) === 0;
      // Redis did not remove what Kafka has, or has no room to park what Kafka refuses.
      if (entries[0]!.outboxId === before) return false;
      before = entries[0]!.outboxId;
      const fates = await this.log.append(entries.map(({ record }) => record));
      await this.clearing.clear(
        entries.map((entry) => ({ sessionId, ...entry })),
        fates,
      );
      if (fates.some(({ state }) => state === 'failed')) return false;
    }
  }

  private async record(sessionId: string): Promise<SessionRecord | null> {
    return this.sessions.findById(sessionId).lean<SessionRecord>();
  }
}

/** By this process' clock: an hour more or less does not matter. */
const isLongEnded = ({ endedAt }: SessionRecord): boolean =>
  endedAt !== undefined && Date.now() - endedAt > LONG_ENDED_MS;

const frozenFrom = (record: SessionRecord): FrozenSession => ({
  sessionId: record._id,
  hostId: record.hostId,
  pin: record.pin,
  mode: record.mode,
  quiz: record.quiz,
  settings: record.settings,
});

/** The parts of the log that can have events of a session: its life is in one partition, its players' answers are in all. */
const partsOf = (sessionId: string): LogPart[] => [
  { topic: TOPICS.sessions, key: sessionId },
  { topic: TOPICS.answers },
];
