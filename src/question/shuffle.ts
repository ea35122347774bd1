/** 128 bits from a text: cyrb128 (bryc's public-domain hash), which spreads every character over all four words. */
const cyrb128 = (text: string): [number, number, number, number] => {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const mix = a ^ b ^ c ^ d;
  return [mix >>> 0, (b ^ mix) >>> 0, (c ^ mix) >>> 0, (d ^ mix) >>> 0];
};

/**
 * A deterministic generator of whole numbers below `bound` (1 to 2^32): sfc32 of PractRand, seeded by a hash of `seed`.
 * The same seed gives the same numbers on every node and version. They are not secret, so security must not rest on them.
 */
export const randomBelow = (seed: string): ((bound: number) => number) => {
  let [a, b, c, counter] = cyrb128(seed);
  return (bound) => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return Math.floor(((sum >>> 0) / 2 ** 32) * bound);
  };
};

/** A new array in an order that depends on `seed` and the length alone (Fisher-Yates). */
export const shuffled = <T>(items: readonly T[], seed: string): T[] => {
  const result = [...items];
  const below = randomBelow(seed);
  for (let last = result.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
};

/** The order in which a quiz of `length` questions is played: a permutation of 0 to `length - 1`. */
export const questionOrder = (length: number, seed: string): number[] =>
  shuffled(
    Array.from({ length }, (_, index) => index),
    seed,
  );
