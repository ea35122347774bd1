import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { Gauge } from 'prom-client';
import { Outbox } from '../delivery/outbox.js';
import { ResultRecord } from '../persistence/result-record.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { keys, recordsField } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Pins } from '../session/pins.js';
import { retire } from '../session/state/scripts.js';
import { SessionRecord } from '../session/session.schema.js';

/** An ended session stays in Redis for a day; after that it is rebuilt from MongoDB when somebody asks for it. */
const KEPT_SECONDS = 86_400;
/** A player who comes late can see for an hour that the session has ended; then its PIN is free for another. */
const PIN_SECONDS = 3_600;
/** Sessions that are looked at in MongoDB at a time. */
const PAGE = 100;
/** Some ten minutes, with a look every ten seconds. */
const LOOKS_TO_WARN = 60;

const unstored = new Gauge({
  name: 'podium_ended_unstored_sessions',
  help: 'Ended sessions of which MongoDB does not have everything yet, so that they stay in Redis',
});
unstored.set(0);

/** An ended session, as Redis has it. */
interface Ended {
  sessionId: string;
  pin: string;
  questionIds: string[];
  players: number;
  answers: number;
}

/** Lets ended sessions expire in Redis, once MongoDB has all of them: Redis evicts only keys with a TTL. */
@Injectable()
export class SessionRetirement {
  private readonly logger = new Logger(SessionRetirement.name);
  /** How often each session was looked at while MongoDB did not have all of it. */
  private readonly looks = new LRUCache<string, number>({ max: 10_000 });

  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    @InjectModel(ResultRecord.name) private readonly results: Model<ResultRecord>,
    private readonly outbox: Outbox,
    private readonly pins: Pins,
  ) {}

  /** @param sessionIds of sessions that have ended */
  async retire(sessionIds: string[]): Promise<void> {
    let left = 0;
    for (let start = 0; start < sessionIds.length; start += PAGE) {
      left += await this.retirePage(sessionIds.slice(start, start + PAGE));
    }
    unstored.set(left);
  }

  /** @returns how many of them have to stay */
  private async retirePage(sessionIds: string[]): Promise<number> {
    const ended = (await Promise.all(sessionIds.map((id) => this.read(id)))).filter((one) => !!one);
    const stored = await this.stored(ended);
    await Promise.all(ended.filter((one) => stored.has(one.sessionId)).map((one) => this.letGo(one)));
    const left = ended.filter(({ sessionId }) => !stored.has(sessionId));
    for (const { sessionId } of left) this.warn(sessionId);
    return left.length;
  }

  /** Warns once, when the missing events have had time to arrive. */
  private warn(sessionId: string): void {
    const looks = (this.looks.get(sessionId) ?? 0) + 1;
    this.looks.set(sessionId, looks);
    if (looks === LOOKS_TO_WARN) {
      this.logger.warn(`session ${sessionId} has ended and stays in Redis: MongoDB does not have all of it`);
    }
  }

  /** Undefined when the session has not ended, or some of its events have not reached Kafka yet. */
  private async read(sessionId: string): Promise<Ended | undefined> {
    const [fields, outbox, parked] = await Promise.all([
      this.redis.hgetall(keys.session(sessionId)),
      this.outbox.length(sessionId),
      this.outbox.parkedLength(sessionId),
    ]);
    // The end itself wrote an event, so an outbox that is empty now stays empty.
    if (fields['status'] !== 'ended' || outbox > 0 || parked > 0) return undefined;
    const questionIds = (fields['questions'] ?? '').split(' ').filter((_, index) => index % 2 === 0);
    return {
      sessionId,
      pin: fields['pin'] ?? '',
      questionIds,
      players: Number(fields['seats'] ?? 0),
      answers: questionIds.reduce((sum, id) => sum + Number(fields[recordsField(id)] ?? 0), 0),
    };
  }

  /** The sessions of which MongoDB has the end, every player and every answer. */
  private async stored(ended: Ended[]): Promise<Set<string>> {
    const ids = ended.map(({ sessionId }) => sessionId);
    const [records, sums] = await Promise.all([
      this.sessions.find({ _id: { $in: ids }, status: 'ended' }, { _id: 1 }).lean<{ _id: string }[]>(),
      this.results.aggregate<{ _id: string; players: number; answers: number }>([
        { $match: { sessionId: { $in: ids }, kicked: { $ne: true } } },
        { $group: { _id: '$sessionId', players: { $sum: 1 }, answers: { $sum: '$answered' } } },
      ]),
    ]);
    const ends = new Set(records.map(({ _id }) => _id));
    const bySession = new Map(sums.map((one) => [one._id, one]));
    return new Set(
      ended
        .filter(({ sessionId, players, answers }) => {
          const there = bySession.get(sessionId) ?? { players: 0, answers: 0 };
          return ends.has(sessionId) && there.players >= players && there.answers >= answers;
        })
        .map(({ sessionId }) => sessionId),
    );
  }

  private async letGo({ sessionId, pin, questionIds }: Ended): Promise<void> {
    if (!(await retire(this.redis, sessionId, questionIds, KEPT_SECONDS))) return;
    if (pin) await this.pins.release(pin, sessionId, PIN_SECONDS);
    await this.redis.zrem(keys.activeSessions, sessionId);
    this.logger.debug(`session ${sessionId} may leave Redis`);
  }
}
