import type { ICustomPartitioner } from 'kafkajs';

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** Kafka's own hash of keys (murmur2 of its Java client), 32 bits unsigned. */
function murmur2(data: Buffer): number {
  const { length } = data;
  let h = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(data.readInt32LE(i), M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  for (let i = length - 1; i >= whole; i--) h ^= data[i]! << ((i - whole) * 8);
  if (length > whole) h = Math.imul(h, M);
  h = Math.imul(h ^ (h >>> 13), M);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * Puts a key where every other Kafka client puts it. kafkajs does the same with 64-bit integers, which costs some
 * 3 µs a message; this one stands in the way of every answer. It notes the partition in the message, so that the sender
 * can see whether each of them was stored.
 */
export const partitioner: ICustomPartitioner =
  () =>
  ({ partitionMetadata, message }) =>
    (message.partition =
      (murmur2(Buffer.from(message.key as string)) & 0x7fffffff) % partitionMetadata.length);
