import type { Admin } from 'kafkajs';
import { TOPICS } from '../../contracts/kafka-events.js';
import { Problem } from './problem.js';

/** What is read of one partition; offsets as Kafka counts them, `end` not included. */
export interface LogRange {
  readonly topic: string;
  readonly partition: number;
  /** The oldest record Kafka still has. */
  readonly low: number;
  readonly start: number;
  readonly end: number;
  /** The record that was read first: its offset, and its time in milliseconds. */
  first?: { offset: number; at: number };
}

/**
 * The ranges of both topics up to their ends of now.
 *
 * @param since in milliseconds; without it from the oldest record on
 */
export async function readRanges(admin: Admin, since?: number): Promise<LogRange[]> {
  const there = new Set(await admin.listTopics());
  const ranges: LogRange[] = [];
  for (const topic of Object.values(TOPICS)) {
    if (!there.has(topic)) throw new Problem(`there is no topic ${topic}: \`podium prepare\` creates it`);
    const starts = new Map(
      since === undefined
        ? []
        : (await admin.fetchTopicOffsetsByTimestamp(topic, since)).map(({ partition, offset }) => [
            partition,
            Number(offset),
          ]),
    );
    // Asked after the starts, so that no end lies before its start.
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const start = Math.max(Number(low), starts.get(partition) ?? 0);
      ranges.push({ topic, partition, low: Number(low), start, end: Number(high) });
    }
  }
  return ranges;
}
