import { setTimeout as sleep } from 'node:timers/promises';
import { type Collection, MongoClient } from 'mongodb';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { RoleProcess } from '../dev/roles.js';
import { type AnswerEvent, TOPICS } from '../src/contracts/kafka-events.js';
import { answerOperation } from '../src/persistence/answer-operation.js';
import { type Bench, type Pair, paired } from './bench.js';
import { startBenched } from './session.js';

const PLAYERS = 2_000;
const ANSWERS = 12;
export const EVENTS = PLAYERS * ANSWERS;
/** Writes go as the worker's do: at most this many events in a chunk, and this many partitions at a time. */
const CHUNK = 1_000;
const AT_ONCE = 3;
/** It looks seldom, since the measured worker has to answer: a request for its metrics costs it more than a millisecond. */
const LOOK_MS = 100;

/** Every answer of a whole game. */
function eventsOf(sessionId: string): AnswerEvent[] {
  const at = Date.now();
  return Array.from({ length: EVENTS }, (_, place) => {
    const playerId = `player${place % PLAYERS}`;
    const questionId = `q${Math.floor(place / PLAYERS)}`;
    const id = `${sessionId}:${playerId}:${questionId}`;
    const answered = { value: ['a'], fraction: 1, correct: true, points: 900, elapsedMs: 500, streak: 1 };
    return { v: 1, id, at, sessionId, playerId, questionId, ...answered };
  });
}

/** Players are divided among the writers, as they are among partitions, so that two writers never make the same document. */
async function raw(collection: Collection, events: AnswerEvent[]): Promise<number> {
  const shares = Array.from({ length: AT_ONCE }, (_, writer) =>
    events.filter((_event, place) => (place % PLAYERS) % AT_ONCE === writer).map(answerOperation),
  ) as Parameters<Collection['bulkWrite']>[0][];
  const started = performance.now();
  const write = async (operations: Parameters<Collection['bulkWrite']>[0]) => {
    for (let next = 0; next < operations.length; next += CHUNK) {
      const chunk = operations.slice(next, next + CHUNK);
      await collection.bulkWrite(chunk, { ordered: false, writeConcern: { w: 'majority' } });
    }
  };
  await Promise.all(shares.map(write));
  return (1_000 * EVENTS) / (performance.now() - started);
}

/**
 * Puts answers into Kafka while the worker is stopped, so that all of them wait when it begins.
 *
 * @returns a function that lets the worker continue, and resolves when it has stored them
 */
export async function backlog(
  producer: Producer,
  worker: RoleProcess,
  name: string,
): Promise<() => Promise<void>> {
  const before = await consumed(worker);
  process.kill(worker.pid, 'SIGSTOP');
  const events = eventsOf(name);
  for (let start = 0; start < EVENTS; start += 5_000) {
    const messages = events.slice(start, start + 5_000).map((event) => ({
      key: `${event.sessionId}:${event.playerId}`,
      value: JSON.stringify(event),
    }));
    await producer.send({ topic: TOPICS.answers, messages });
  }
  return async () => {
    process.kill(worker.pid, 'SIGCONT');
    while ((await consumed(worker)) < before + EVENTS) await sleep(LOOK_MS);
  };
}

export const producerOf = (environment: Record<string, string>): Producer =>
  new Kafka({ brokers: environment['KAFKA_BROKERS']!.split(','), logLevel: logLevel.ERROR }).producer();

async function consumed({ url }: RoleProcess): Promise<number> {
  const metrics = await fetch(`${url}/metrics`).then((response) => response.text());
  return Number(/podium_kafka_consumed_events_total\{[^}]*answers"[^}]*\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

export const persist: Bench = {
  name: 'persist',
  title: "the worker's answers a second, Kafka to MongoDB, against bulk writes of the same operations",
  async run({ engines, pairs, say }) {
    const system = await startBenched(engines);
    const worker = system.workers[0]!;
    const mongo = await MongoClient.connect(system.environment['MONGODB_URL']!);
    const producer = producerOf(system.environment);
    try {
      await producer.connect();
      const collection = mongo.db().collection('bench-raw');
      // The same indexes as the worker's collection: a write updates them too.
      for (const { key } of await mongo.db().collection('results').indexes())
        await collection.createIndex(key);
      const found: Pair[] = [];
      for (let round = 0; round <= pairs; round++) {
        const bare = await raw(collection, eventsOf(`raw-${process.pid}-${round}`));
        const store = await backlog(producer, worker, `bench-${process.pid}-${round}`);
        const started = performance.now();
        await store();
        const podium = (1_000 * EVENTS) / (performance.now() - started);
        say(`podium ${podium.toFixed(0)}, raw ${bare.toFixed(0)} answers/s`);
        if (round > 0) found.push({ podium, bare });
      }
      await collection.drop();
      return [paired('answers stored', '/s', found, { atLeast: 0.85 })];
    } finally {
      await producer.disconnect();
      await mongo.close();
      await system.stop();
    }
  },
};
