import { TOPICS } from '../contracts/kafka-events.js';
import type { LogRange } from '../platform/log/log-history.js';

/** The clocks of Redis and of the nodes that write to Kafka are less than this apart. */
const CLOCKS_APART_MS = 60_000;

/** From when on the log is read, so that nothing of a session created at `from` is missing: the times are of two clocks. */
export const sinceOf = (from: number | undefined): number | undefined =>
  from === undefined ? undefined : from - CLOCKS_APART_MS;

/** From when on a partition was read without a gap, in milliseconds. */
function horizonOf({ low, start, first }: LogRange, since: number): number {
  const begin = first?.offset ?? start;
  if (begin === 0) return -Infinity;
  if (start > low && begin === start) return since;
  // Kafka has dropped what came before. Where nothing is left, nobody knows how young that was.
  return first?.at ?? Infinity;
}

/**
 * Whether everything of a session was read. That its `created` event was is not enough: answers reach Kafka at once,
 * that event when a sweeper comes by; and the topic of answers, of many more records, may have dropped more of them
 * than that of sessions. But no record of a session is older than its creation.
 *
 * @param from of the replay; the session began at it or later
 * @param created the event's `at`, and the partition it was in
 */
export function covers(
  ranges: LogRange[],
  from: number | undefined,
  created: { at: number; partition: number },
): boolean {
  return ranges
    .filter(({ topic, partition }) => topic === TOPICS.answers || partition === created.partition)
    .every((range) => created.at >= horizonOf(range, sinceOf(from) ?? -Infinity) + CLOCKS_APART_MS);
}
