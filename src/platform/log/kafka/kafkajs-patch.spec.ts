import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

const require = createRequire(import.meta.url);

interface Encoded {
  buffer: Buffer;
}
type ProduceRequest = (fields: object) => { encode(): Promise<Encoded> };

/** `patches/` changes kafkajs; these tests fail when a patch did not apply or changed a byte. */
it('encodes batches of plain messages to the same bytes as the general way of kafkajs', async () => {
  const produce = require('kafkajs/src/protocol/requests/produce/v3/request.js') as ProduceRequest;
  const { isPlain } = require('kafkajs/src/protocol/recordBatch/plainBatch.js') as {
    isPlain(message: object): boolean;
  };
  const bytes = async (messages: object[], firstSequence: number, producerId: string) => {
    const partitions = [{ partition: 3, messages, firstSequence }];
    const topicData = [{ topic: 'podium.answers', partitions }];
    const request = produce({ acks: -1, timeout: 30_000, producerId, producerEpoch: 2, topicData });
    return (await request.encode()).buffer;
  };
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', minLength: 60, maxLength: 9_000 }),
  );
  const message = fc.record({ key: text, value: text });
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 150 }),
        fc.nat(),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        async (messages, firstSequence, producerId) => {
          expect(messages.every(isPlain)).toBe(true);
          // Buffers are encoded in the general way.
          const general = messages.map(({ key, value }) => ({
            key: Buffer.from(key),
            value: Buffer.from(value),
          }));
          expect(general.some(isPlain)).toBe(false);
          const fast = await bytes(messages, firstSequence, String(producerId));
          expect(fast.equals(await bytes(general, firstSequence, String(producerId)))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  } finally {
    vi.useRealTimers();
  }
});

it('leaves no timer ticking on an idle connection', () => {
  vi.useFakeTimers();
  try {
    const RequestQueue = require('kafkajs/src/network/requestQueue/index.js') as new (options: object) => {
      checkPendingRequests(): void;
    };
    const logger = { debug: () => undefined, namespace: () => logger };
    const queue = new RequestQueue({
      maxInFlightRequests: 1,
      requestTimeout: 1_000,
      logger,
      clientId: 'idle',
    });
    queue.checkPendingRequests();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

const broker = (name: string, silent: boolean) => ({
  name,
  isConnected: () => true,
  connectionPool: { isSilent: () => silent },
});

describe('metadata', () => {
  interface Metadata {
    topicMetadata: { partitionMetadata: { partitionErrorCode: number }[] }[];
  }
  type Parse = (data: object) => Promise<Metadata>;
  const LEADER_NOT_AVAILABLE = 5;
  const UNKNOWN = -1;

  const parse = (codes: number[], topicErrorCode = 0): Promise<unknown> => {
    const response = require('kafkajs/src/protocol/requests/metadata/v0/response.js') as { parse: Parse };
    const partitionMetadata = codes.map((partitionErrorCode) => ({ partitionErrorCode }));
    return response.parse({ topicMetadata: [{ topicErrorCode, partitionMetadata }] });
  };
  const partial = (work: Promise<unknown>) =>
    work.then(
      () => 'whole',
      (error: { type: string; partialMetadata?: Metadata }) => [
        error.type,
        error.partialMetadata !== undefined,
      ],
    );

  it('that lack leaders come along with the error; other errors bring none', async () => {
    expect(await partial(parse([0, 0]))).toBe('whole');
    expect(await partial(parse([0, LEADER_NOT_AVAILABLE]))).toEqual(['LEADER_NOT_AVAILABLE', true]);
    expect(await partial(parse([LEADER_NOT_AVAILABLE, UNKNOWN]))).toEqual(['LEADER_NOT_AVAILABLE', false]);
    // A topic that has just been created has no leader yet; the code that creates one waits until it has.
    expect(await partial(parse([], LEADER_NOT_AVAILABLE))).toEqual(['LEADER_NOT_AVAILABLE', false]);
  });

  interface Pool {
    brokers: Record<string, object>;
    metadata: unknown;
    metadataExpireAt: number;
    findConnectedBroker(): Promise<{ name: string }>;
    refreshMetadata(topics: string[]): Promise<void>;
  }
  const pool = (): Pool => {
    const BrokerPool = require('kafkajs/src/cluster/brokerPool.js') as new (options: object) => Pool;
    const logger = { namespace: () => logger, error: () => undefined };
    return new BrokerPool({
      logger,
      metadataMaxAge: 300_000,
      connectionPoolBuilder: {},
      retry: { retries: 0 },
    });
  };

  it('that lack a leader are used, and asked for again soon', async () => {
    const brokers = pool();
    const partialMetadata = { brokers: [], topicMetadata: [] };
    const metadata = () => Promise.reject(Object.assign(new Error('no leader'), { partialMetadata }));
    const connectionPool = { isSilent: () => false };
    brokers.brokers = {
      1: { isConnected: () => true, connectionPool, metadata, disconnect: () => Promise.resolve() },
    };
    Object.assign(brokers, { seedBroker: { connectionPool } });
    await brokers.refreshMetadata(['t']);
    expect(brokers.metadata).toBe(partialMetadata);
    expect(brokers.metadataExpireAt - Date.now()).toBeLessThanOrEqual(1_000);
  });

  it('are asked of a broker that answers, not of one that owes an answer', async () => {
    const brokers = pool();
    brokers.brokers = { 1: broker('hangs', true), 2: broker('answers', false), 3: broker('hangs', true) };
    for (let times = 0; times < 30; times++) {
      expect(await brokers.findConnectedBroker()).toMatchObject({ name: 'answers' });
    }
    brokers.brokers = { 1: broker('hangs', true) };
    expect(await brokers.findConnectedBroker()).toMatchObject({ name: 'hangs' });
  });
});

it('waits for the leaders of a topic of which a broker has not heard yet', async () => {
  type Admin = { createTopics(options: object): Promise<boolean> };
  const createAdmin = require('kafkajs/src/admin/index.js') as (options: object) => Admin;
  const logger = { namespace: () => ({ debug: () => undefined, warn: () => undefined }) };
  const answers = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', undefined];
  const asked: (string | undefined)[] = [];
  const broker = {
    createTopics: async () => undefined,
    metadata: async () => {
      asked.push(answers[asked.length]);
      const type = asked.at(-1);
      if (type) throw Object.assign(new Error(type), { type });
      return {};
    },
  };
  const cluster = { refreshMetadata: async () => undefined, findControllerBroker: async () => broker };
  const admin = createAdmin({ logger, cluster, retry: { retries: 0 } });
  expect(await admin.createTopics({ topics: [{ topic: 'fresh' }], waitForLeaders: true })).toBe(true);
  expect(asked).toEqual(answers);
});
