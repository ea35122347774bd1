import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';

const require = createRequire(import.meta.url);

interface Encoded {
  buffer: Buffer;
}
type EncodeRecord = (record: {
  offsetDelta: number;
  timestampDelta: number;
  key: string | Buffer;
  value: string | Buffer;
}) => Encoded;

/** `patches/` changes kafkajs; these fail when a patch did not apply or changed a byte. */
it('encodes plain records to the same bytes as the general way of kafkajs', () => {
  const encode = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as EncodeRecord;
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), text, text, (offsetDelta, key, value) => {
      const fast = encode({ offsetDelta, timestampDelta: 0, key, value });
      // Buffers take the general way.
      const general = encode({
        offsetDelta,
        timestampDelta: 0,
        key: Buffer.from(key),
        value: Buffer.from(value),
      });
      expect(fast.buffer).toEqual(general.buffer);
      expect(encode.toString()).toContain('encodePlain');
    }),
    { numRuns: 1_000 },
  );
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
