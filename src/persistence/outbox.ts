import { Inject, Injectable } from '@nestjs/common';
import { TOPICS } from '../contracts/kafka-events.js';
import type { RedisConnection } from '../platform/redis/connect.js';
import { Durability } from '../platform/redis/durability.js';
import { keys } from '../platform/redis/keys.js';
import { REDIS } from '../platform/redis/redis.module.js';
import type { LogRecord } from './event-log.js';

/** Field of an outbox entry that holds the event, by topic. */
export const OUTBOX_TOPICS: Record<string, string> = { a: TOPICS.answers, s: TOPICS.sessions };

/** An entry of a session's outbox. */
export interface OutboxEntry {
  outboxId: string;
  record: LogRecord;
}

/** The events that scripts left for Kafka, one stream a session. */
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
  async read(sessionId: string, until: string, count: number, after?: string): Promise<OutboxEntry[]> {
    const from = after ? `(${after}` : '-';
    const entries = await this.redis.xrange(keys.outbox(sessionId), from, until, 'COUNT', count);
    return entries.map((entry) => toEntry(sessionId, entry));
  }

  /**
   * The oldest entries, if they are durable; else none. Kafka must have nothing that a failover may still undo: the answer
   * would be given again, with other points.
   */
  async readDurable(sessionId: string, until: string, count: number): Promise<OutboxEntry[]> {
    const { reply, durable } = await this.durability.command<StreamEntry[]>(
      sessionId,
      'xrange',
      keys.outbox(sessionId),
      '-',
      until,
      'COUNT',
      count,
    );
    return durable ? reply.map((entry) => toEntry(sessionId, entry)) : [];
  }

  /** Forgets entries that Kafka has. */
  async remove(sessionId: string, outboxIds: string[]): Promise<void> {
    if (outboxIds.length > 0) await this.redis.xdel(keys.outbox(sessionId), ...outboxIds);
  }

  /** When the oldest entry was written, by the clock of Redis; undefined when there is none. */
  async oldestAt(sessionId: string): Promise<number | undefined> {
    const [oldest] = await this.redis.xrange(keys.outbox(sessionId), '-', '+', 'COUNT', 1);
    return oldest && Number.parseInt(oldest[0], 10);
  }

  async length(sessionId: string): Promise<number> {
    return this.redis.xlen(keys.outbox(sessionId));
  }
}

type StreamEntry = [outboxId: string, fields: string[]];

/** Fields: the event under its topic's letter, and `t` with its trace, if it is traced. */
const toEntry = (sessionId: string, [outboxId, [field, value, , traceparent]]: StreamEntry): OutboxEntry => ({
  outboxId,
  record: { ...toRecord(sessionId, field!, value!), ...(traceparent && { headers: { traceparent } }) },
});

function toRecord(sessionId: string, field: string, value: string): LogRecord {
  const topic = OUTBOX_TOPICS[field]!;
  if (topic === TOPICS.sessions) return { topic, key: sessionId, value };
  const { playerId } = JSON.parse(value) as { playerId: string };
  return { topic, key: `${sessionId}:${playerId}`, value };
}
