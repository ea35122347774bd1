import { Injectable } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { TOPICS } from '../contracts/kafka-events.js';
import { Environment } from '../platform/config/environment.js';
import { connectKafka } from '../platform/kafka/kafka.js';
import { WORKER_GROUP } from './kafka-batch-server.js';
import { partitionOf } from './partitioner.js';

const LOOK_MS = 200;

/** Offset after the last message, by `topic partition`. */
type Ends = Map<string, bigint>;

interface Waiter {
  sessionId: string;
  /** As of its request; undefined until they are read. */
  ends?: Ends;
  resolve(passed: boolean): void;
  until: number;
}

/** How far the log reaches, and how much of it the workers have stored. One look serves all who wait. */
@Injectable()
export class LogPositions {
  private waiters: Waiter[] = [];
  private running = false;
  private closing = false;

  constructor(private readonly env: Environment) {}

  /**
   * Waits until the workers have stored everything that the log has now and that can be of the session: its own partition of
   * `podium.sessions`, and `podium.answers`, where a session's players are on all partitions.
   *
   * @returns false when that took longer than `withinMs`, Kafka can't be asked, or this process ends
   */
  untilStored(sessionId: string, withinMs: number): Promise<boolean> {
    if (this.closing) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.waiters.push({ sessionId, resolve, until: performance.now() + withinMs });
      if (!this.running) void this.run();
    });
  }

  /** Nobody waits any longer. */
  close(): void {
    this.closing = true;
    for (const { resolve } of this.waiters.splice(0)) resolve(false);
  }

  private async run(): Promise<void> {
    this.running = true;
    const admin = connectKafka(this.env).admin({ retry: { retries: 1 } });
    try {
      await admin.connect();
      while (this.waiters.length > 0) {
        await this.look(admin);
        if (this.waiters.length > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    } catch {
      for (const { resolve } of this.waiters.splice(0)) resolve(false);
    } finally {
      this.running = false;
      await admin.disconnect().catch(() => undefined);
    }
  }

  private async look(admin: Admin): Promise<void> {
    const fresh = this.waiters.filter(({ ends }) => !ends);
    if (fresh.length > 0) {
      const ends = await endsOf(admin);
      for (const waiter of fresh) waiter.ends = ofSession(ends, waiter.sessionId);
    }
    const stored = await storedOf(admin);
    const now = performance.now();
    const all = this.waiters.splice(0);
    for (const waiter of all) {
      if (!waiter.ends) this.waiters.push(waiter);
      else if (passed(waiter.ends, stored)) waiter.resolve(true);
      else if (now > waiter.until) waiter.resolve(false);
      else this.waiters.push(waiter);
    }
  }
}

const topics = Object.values(TOPICS);

/** Where the partitions end that have something, and how many there are of `podium.sessions`. */
async function endsOf(admin: Admin): Promise<{ ends: Ends; count: number }> {
  const ends: Ends = new Map();
  let count = 0;
  for (const topic of topics) {
    const offsets = await admin.fetchTopicOffsets(topic);
    if (topic === TOPICS.sessions) count = offsets.length;
    for (const { partition, low, high } of offsets) {
      if (BigInt(high) > BigInt(low)) ends.set(`${topic} ${partition}`, BigInt(high));
    }
  }
  return { ends, count };
}

/** Those that can have something of the session: events of its life have its id as their key. */
function ofSession({ ends, count }: Awaited<ReturnType<typeof endsOf>>, sessionId: string): Ends {
  const own = `${TOPICS.sessions} ${partitionOf(sessionId, count)}`;
  return new Map([...ends].filter(([place]) => place === own || !place.startsWith(`${TOPICS.sessions} `)));
}

async function storedOf(admin: Admin): Promise<Ends> {
  const committed = await admin.fetchOffsets({ groupId: WORKER_GROUP, topics });
  return new Map(
    committed.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, BigInt(offset)] as const),
    ),
  );
}

const passed = (ends: Ends, stored: Ends): boolean =>
  [...ends].every(([place, end]) => (stored.get(place) ?? -1n) >= end);
