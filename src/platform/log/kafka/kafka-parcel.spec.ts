import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogRecord } from '../event-log.js';
import { LANE_BYTES } from './kafka-lane.js';
import { pack, type Parcel, requestsOf } from './kafka-parcel.js';
import { KafkaTopology } from './kafka-topology.js';

const MEBIBYTE = 1024 * 1024;
const PARTITIONS = 12;

function topology(): KafkaTopology {
  const made = new KafkaTopology();
  const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: partitionId % 3,
    replicas: [],
    isr: [],
  }));
  made.partitioner()({ topic: 't', partitionMetadata, message: { key: 'k', value: '' } });
  return made;
}

/** The least size that it has on the wire. */
const wireBytes = ({ messages }: Parcel) =>
  messages.reduce((sum, { key, value }) => sum + Buffer.byteLength(`${String(key)}${String(value)}`), 0);

const isSingle = ({ messages }: Parcel) => messages.length === 1;

it('makes requests of at most 512 KiB a partition and 4 MiB in all, with each record once', () => {
  const size = fc.oneof({ weight: 9, arbitrary: fc.nat(4_000) }, { weight: 1, arbitrary: fc.nat(MEBIBYTE) });
  const record = fc.record({
    key: fc.string({ maxLength: 20 }),
    size,
    text: fc.constantFrom('a', 'ế', '😀'),
  });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 200 }), (drawn) => {
      const records: LogRecord[] = drawn.map(({ key, size: length, text }) => ({
        topic: 't',
        key,
        value: text.repeat(Math.floor(length / Buffer.byteLength(text))),
      }));
      const requests = requestsOf(pack(records, topology()));
      const places = requests.flatMap((request) => request.flatMap((parcel) => parcel.places));
      expect(places.toSorted((a, b) => a - b)).toEqual(records.map((_, place) => place));
      for (const request of requests) {
        expect(new Set(request.map(({ lane }) => lane)).size).toBe(request.length);
        const bytes = request.map(wireBytes);
        const tooLarge = request.filter((parcel) => !isSingle(parcel) && wireBytes(parcel) > LANE_BYTES);
        expect(tooLarge).toEqual([]);
        const inAll = bytes.reduce((sum, one) => sum + one, 0);
        expect(inAll <= 4 * MEBIBYTE || (request.length === 1 && isSingle(request[0]!))).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

it('makes one request of what is small, over all partitions', () => {
  const records = Array.from({ length: 2_000 }, (_, place) => ({
    topic: 't',
    key: `player-${place}`,
    value: 'x'.repeat(300),
  }));
  expect(requestsOf(pack(records, topology()))).toHaveLength(1);
});

it('gives records of one partition to its leader, and those of an unknown topic to whom it concerns', () => {
  const records = ['a', 'b', 'c', 'd'].map((key) => ({ topic: 't', key, value: '' }));
  for (const { leader, messages } of pack(records, topology())) {
    for (const { partition } of messages) expect(partition! % 3).toBe(leader);
  }
  const [unknown] = pack([{ topic: 'unknown', key: 'a', value: '' }], topology());
  expect(unknown).toMatchObject({ leader: undefined, messages: [{ partition: undefined }] });
  expect(pack([{ topic: '', key: 'a', value: '' }], topology())).toEqual([]);
});
