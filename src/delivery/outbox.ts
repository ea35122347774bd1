import { Inject, Injectable } from '@nestjs/common';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from '../session/state/layout.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { Script } from '../platform/redis/script.js';
import { type OutboxEntry, type StreamEntry, toEntry } from './outbox-entry.js';

export type { OutboxEntry } from './outbox-entry.js';

/** The most events of a session that are parked; further ones stay in the outbox, whose limit makes answers `busy`. */
const MOST_PARKED = 100_000;

const park = Script.fromFiles(import.meta.url, './park.lua');
const unpark = Script.fromFiles(import.meta.url, './unpark.lua');

// ADR 1: why scripts write the outbox.
/** The events that scripts wrote for Kafka, in one stream for each session, and those that Kafka refused, in another one. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(REDIS) private readonly redis: RedisConnection,
    private readonly durability: Durability,
  ) {}

  /**
   * The oldest entries.
   *
   * @param until newest id wanted: `(redis time)-…`; `+` for all
   * @param after only entries later than this id
   */
  read(sessionId: string, until: string, count: number, after?: string): Promise<OutboxEntry[]> {
    return this.range(sessionId, keys.outbox(sessionId), until, count, after);
  }

  /**
   * The oldest entries if they are durable, otherwise none. Kafka must not have anything that a failover can still undo: the
   * player would give the answer again, with other points.
   */
  async readDurable(sessionId: string, until: string, count: number, after?: string): Promise<OutboxEntry[]> {
    const { reply, durable } = await this.durability.command<StreamEntry[]>(
      sessionId,
      'xrange',
      keys.outbox(sessionId),
      from(after),
      until,
      'COUNT',
      count,
    );
    return durable ? reply.map((entry) => toEntry(sessionId, entry)) : [];
  }

  /** Removes entries that Kafka has. */
  async remove(sessionId: string, outboxIds: string[]): Promise<void> {
    if (outboxIds.length > 0) await this.redis.xdel(keys.outbox(sessionId), ...outboxIds);
  }

  /** When the oldest entry was written, by the clock of Redis; undefined when there is none. */
  async oldestAt(sessionId: string): Promise<number | undefined> {
    const [oldest] = await this.redis.xrange(keys.outbox(sessionId), '-', '+', 'COUNT', 1);
    return oldest && Number.parseInt(oldest[0], 10);
  }

  /** Id of the newest entry; undefined when there is none. */
  async newest(sessionId: string): Promise<string | undefined> {
    const [newest] = await this.redis.xrevrange(keys.outbox(sessionId), '+', '-', 'COUNT', 1);
    return newest?.[0];
  }

  async length(sessionId: string): Promise<number> {
    return this.redis.xlen(keys.outbox(sessionId));
  }

  /** Parks entries that Kafka refuses for good. @returns how many were moved: those that were still there and found room */
  async park(sessionId: string, outboxIds: string[], reason: string): Promise<number> {
    const both = [keys.outbox(sessionId), keys.parked(sessionId)];
    return Number(await park.run(this.redis, both, [MOST_PARKED, reason, ...outboxIds]));
  }

  /** How many events of a session are parked: acknowledged, but missing in Kafka and MongoDB. */
  async parkedLength(sessionId: string): Promise<number> {
    return this.redis.xlen(keys.parked(sessionId));
  }

  /** The oldest parked events after this one. */
  readParked(sessionId: string, count: number, after?: string): Promise<OutboxEntry[]> {
    return this.range(sessionId, keys.parked(sessionId), '+', count, after);
  }

  /** Removes parked events that Kafka has taken after all. */
  async unpark(sessionId: string, parkedIds: string[]): Promise<void> {
    if (parkedIds.length > 0) await unpark.run(this.redis, [keys.parked(sessionId)], parkedIds);
  }

  private async range(sessionId: string, key: string, until: string, count: number, after?: string) {
    const entries = await this.redis.xrange(key, from(after), until, 'COUNT', count);
    return entries.map((entry) => toEntry(sessionId, entry));
  }
}

const from = (after?: string): string => (after ? `(${after}` : '-');
