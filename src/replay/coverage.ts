import { TOPICS } from '../contracts/kafka-events.js';
import type { LogRange } from '../platform/log/log-history.js';

/** The clocks of Redis and of the nodes that write to Kafka are less than this apart. */
const CLOCKS_APART_MS = 60_000;

/** The time from which the log is read, so that nothing of a session created at `from` is missing: two clocks are involved. */
export const sinceOf = (from: number | undefined): number | undefined =>
  from === undefined ? undefined : from - CLOCKS_APART_MS;

/** The time from which a partition was read without a gap, in milliseconds. */
function horizonOf({ low, start, first }: LogRange, since: number): number {
  const begin = first?.offset ?? start;
  if (begin === 0) return -Infinity;
  if (start > low && begin === start) return since;
  // Kafka has dropped what came before. Where nothing is left, the time of the dropped records is not known.
  return first?.at ?? Infinity;
}

/**
 * Whether everything of a session was read. It is not enough that its `created` event was: answers reach Kafka at once, while
 * that event waits for the sweeper; and the topic of answers has many more records than that of sessions, so more of them can
 * have been dropped. But no record of a session is older than its creation.
 *
 * @param from the start of the replay; the session began at that time or later
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
