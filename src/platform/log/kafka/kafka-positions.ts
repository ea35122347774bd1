import { Injectable } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { Environment } from '../../config/environment.js';
import { type LogPart, LogPositions } from '../log-positions.js';
import { connectKafka } from './kafka.js';
import { WORKER_GROUP } from './kafka-batch-server.js';
import { partitionOf } from './partitioner.js';

const LOOK_MS = 200;

/** Offset after the last message, by `topic partition`. */
type Ends = Map<string, bigint>;

interface Waiter {
  parts: LogPart[];
  /** Read at the first look after the request; undefined until then. */
  ends?: Ends;
  resolve(passed: boolean): void;
  until: number;
}

/** One look at Kafka serves all calls that wait. */
@Injectable()
export class KafkaPositions extends LogPositions {
  private waiters: Waiter[] = [];
  private running = false;
  private closing = false;

  constructor(private readonly env: Environment) {
    super();
  }

  untilStored(parts: LogPart[], withinMs: number): Promise<boolean> {
    if (this.closing) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.waiters.push({ parts, resolve, until: performance.now() + withinMs });
      if (!this.running) void this.run();
    });
  }

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
    const topics = topicsOf(this.waiters);
    if (fresh.length > 0) {
      const ends = await endsOf(admin, topicsOf(fresh));
      for (const waiter of fresh) waiter.ends = ofParts(ends, waiter.parts);
    }
    const stored = await storedOf(admin, topics);
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

const topicsOf = (waiters: Waiter[]): string[] => [
  ...new Set(waiters.flatMap(({ parts }) => parts.map(({ topic }) => topic))),
];

/** The end of each partition, by topic; 0 for an empty partition. */
async function endsOf(admin: Admin, topics: string[]): Promise<Map<string, bigint[]>> {
  const ends = new Map<string, bigint[]>();
  for (const topic of topics) {
    const ofTopic: bigint[] = [];
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      ofTopic[partition] = BigInt(high) > BigInt(low) ? BigInt(high) : 0n;
    }
    ends.set(topic, ofTopic);
  }
  return ends;
}

/** The ends of the partitions that can contain records of these parts. */
function ofParts(ends: Map<string, bigint[]>, parts: LogPart[]): Ends {
  const wanted: Ends = new Map();
  for (const { topic, key } of parts) {
    const ofTopic = ends.get(topic)!;
    const own = key === undefined ? undefined : partitionOf(key, ofTopic.length);
    for (const [partition, end] of ofTopic.entries()) {
      if (end > 0n && (own === undefined || own === partition)) wanted.set(`${topic} ${partition}`, end);
    }
  }
  return wanted;
}

async function storedOf(admin: Admin, topics: string[]): Promise<Ends> {
  const committed = await admin.fetchOffsets({ groupId: WORKER_GROUP, topics });
  return new Map(
    committed.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, BigInt(offset)] as const),
    ),
  );
}

const passed = (ends: Ends, stored: Ends): boolean =>
  [...ends].every(([place, end]) => (stored.get(place) ?? -1n) >= end);
