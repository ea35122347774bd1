import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';

const require = createRequire(import.meta.url);

interface Encoded {
  buffer: Buffer;
}
type ProduceRequest = (fields: object) => { encode(): Promise<Encoded> };

/** `patches/` changes kafkajs; these fail when a patch did not apply or changed a byte. */
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
          // Buffers take the general way.
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
