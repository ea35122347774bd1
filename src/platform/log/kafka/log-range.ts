import type { Admin } from 'kafkajs';
import { LogProblem, type LogRange } from '../log-history.js';

/**
 * The ranges of these topics up to their present ends.
 *
 * @param since in milliseconds; without it, the ranges begin with the oldest record
 */
export async function readRanges(admin: Admin, topics: string[], since?: number): Promise<LogRange[]> {
  const there = new Set(await admin.listTopics());
  const ranges: LogRange[] = [];
  for (const topic of topics) {
    if (!there.has(topic)) throw new LogProblem(`there is no topic ${topic}: \`podium prepare\` creates it`);
    const starts = new Map(
      since === undefined
        ? []
        : (await admin.fetchTopicOffsetsByTimestamp(topic, since)).map(({ partition, offset }) => [
            partition,
            Number(offset),
          ]),
    );
    // The ends are read after the starts, so that no end lies before its start.
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const start = Math.max(Number(low), starts.get(partition) ?? 0);
      ranges.push({ topic, partition, low: Number(low), start, end: Number(high) });
    }
  }
  return ranges;
}
