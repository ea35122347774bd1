import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { LogProblem, type LogRange, type LogReading } from '../log-history.js';
import { deleteGroup } from './delete-group.js';
import { Positions } from './positions.js';

/** As many records as a worker takes at once. */
const CHUNK = 1_000;
/** When no record has come for this long, the rest won't come. */
const STALL_MS = 60_000;
const JOIN_MS = 15_000;

/**
 * Reads ranges of the log once, as a consumer group of its own that commits nothing and is deleted afterwards: the
 * workers' group and its offsets are never touched. At most the batches of three partitions are in memory.
 */
export async function readLog(kafka: Kafka, ranges: LogRange[], reading: LogReading): Promise<void> {
  const positions = new Positions(ranges);
  reading.onProgress(positions.read, positions.total);
  if (positions.done) return;
  const groupId = `podium-replay-${randomBytes(6).toString('hex')}`;
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 200,
    heartbeatInterval: 1_000,
    // These tries take some forty seconds while a broker is away.
    retry: { retries: 7, restartOnFailure: async () => false },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...new Set(ranges.map(({ topic }) => topic))], fromBeginning: true });
    await consume(consumer, positions, reading);
  } finally {
    // Waits for batches that are still being taken: nothing is written after this.
    await consumer.disconnect().catch(() => undefined);
    await deleteGroup(kafka, groupId);
  }
}

function consume(consumer: Consumer, positions: Positions, reading: LogReading): Promise<void> {
  const { signal, onProgress } = reading;
  let joined: Promise<unknown> = Promise.resolve();
  const read = new Promise<void>((resolve, reject) => {
    let stopped = false;
    let movedAt = Date.now();
    const stop = (settle: () => void) => {
      stopped = true;
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      settle();
    };
    const fail = (error: Error) => stop(() => reject(error));
    const abort = () => fail(signal.reason as Error);
    const watch = setInterval(() => {
      if (Date.now() - movedAt > STALL_MS)
        fail(new LogProblem('Kafka is not reachable (no more records come)'));
    }, 1_000);
    const moved = (topic: string, partition: number, next: number) => {
      movedAt = Date.now();
      if (positions.move(topic, partition, next)) consumer.pause([{ topic, partitions: [partition] }]);
      onProgress(positions.read, positions.total);
      if (positions.done) stop(resolve);
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) return abort();
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) =>
      fail(new LogProblem(`Kafka is not reachable (${error.name})`, { cause: error })),
    );
    // This event also comes for batches that have only control records, which no handler gets.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
      if (!stopped) moved(topic, partition, Number(lastOffset) + 1);
    });
    const eachBatch = (payload: EachBatchPayload) =>
      takeBatch(payload, positions, reading, () => stopped, moved).catch(fail);
    const run = { autoCommit: false, partitionsConsumedConcurrently: 3, eachBatch };
    joined = consumer.run(run).then(() => positions.seek(consumer), fail);
  });
  // A consumer that leaves while it joins stays a member, and its group can't be deleted.
  return read.finally(() => Promise.race([joined, sleep(JOIN_MS, undefined, { ref: false })]));
}

async function takeBatch(
  { batch: { topic, partition, messages }, heartbeat }: EachBatchPayload,
  positions: Positions,
  reading: LogReading,
  isStopped: () => boolean,
  moved: (topic: string, partition: number, next: number) => void,
): Promise<void> {
  const wanted = positions.within(topic, partition, messages);
  for (let start = 0; start < wanted.length && !isStopped(); start += CHUNK) {
    const chunk = wanted.slice(start, start + CHUNK);
    await reading.take({ topic, partition, messages: chunk });
    await heartbeat();
    if (!isStopped()) moved(topic, partition, Number(chunk.at(-1)!.offset) + 1);
  }
}
