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
 * The partition of a key among `count`: the one that the Java client and kafkajs choose. kafkajs computes it with 64-bit
 * integers, which costs some 3 µs a message; the event of every answer passes through here.
 */
export const partitionOf = (key: string, count: number): number =>
  (murmur2(Buffer.from(key)) & 0x7fffffff) % count;
