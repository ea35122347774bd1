import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { Script } from '../../src/platform/redis/script.js';
import { parseAnswerRecord, parseTally, toAnswerRecord, toTally } from '../../src/session/state/records.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const FORMATS = readFileSync(new URL('../../src/session/state/lua/formats.lua', import.meta.url), 'utf8');

/** Runs Lua code after `formats.lua`. */
const inLua = async (lua: string, args: (string | number)[]): Promise<string> =>
  (await new Script(`${FORMATS}\n${lua}`).run(redis, [], args)) as string;

const count = fc.nat(1_000_000);

it('a tally is the same for scripts and for the server', async () => {
  const tally = fc.record({
    streak: count,
    correct: count,
    answered: count,
    last: fc.integer({ min: -1, max: 999 }),
  });
  await fc.assert(
    fc.asyncProperty(tally, async (one) => {
      expect(await inLua('return tallyText(parseTally(ARGV[1]))', [toTally(one)])).toBe(toTally(one));
      const { streak, correct, answered, last } = one;
      const written = await inLua('return tallyText(unpack(ARGV))', [streak, correct, answered, last]);
      expect(parseTally(written)).toEqual(one);
    }),
    { numRuns: 50 },
  );
  expect(parseTally(await inLua('return NEW_TALLY', []))).toEqual({
    streak: 0,
    correct: 0,
    answered: 0,
    last: -1,
  });
});

it('an answer is the same for scripts and for the server, whatever its value', async () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.integer(), fc.array(fc.string()));
  const record = fc.record({
    points: count,
    fraction: fc.constantFrom(0, 0.25, 1 / 3, 0.5, 1),
    streak: count,
    elapsedMs: count,
    at: fc.integer({ min: 1_700_000_000_000, max: 4_000_000_000_000 }),
    value,
  });
  await fc.assert(
    fc.asyncProperty(record, async (one) => {
      const { points, fraction, streak, elapsedMs, at } = one;
      const parts = [points, fraction, streak, elapsedMs, at, JSON.stringify(one.value)];
      const written = await inLua('return recordText(unpack(ARGV))', parts);
      expect(written).toBe(toAnswerRecord(one));
      expect(parseAnswerRecord(written)).toEqual(one);
    }),
    { numRuns: 50 },
  );
});
