import { Redis } from 'ioredis';
import { nanoid } from 'nanoid';
import { afterAll, expect, inject, it } from 'vitest';
import { MissLimit } from '../../src/platform/redis/miss-limit.js';

const redis = new Redis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const refusal = (retryAfter: number) => new Error(`wait ${retryAfter} s`);
const limits = (misses: number, windowSeconds = 60) => {
  const options = { prefix: `miss-limit-${nanoid()}`, misses, windowSeconds, refusal };
  // The limits of two nodes.
  return [new MissLimit(redis, options), new MissLimit(redis, options)] as const;
};
const miss = () => Promise.resolve(undefined);
const hit = () => Promise.resolve('found');
const slowHit = () => new Promise((resolve) => setTimeout(resolve, 2, 'found'));
const outcomes = async (looks: Promise<unknown>[]) =>
  (await Promise.allSettled(looks)).map((one) => (one.status === 'fulfilled' ? one.value : 'refused'));

it('lets so many miss, on all nodes together, and looks at nothing more', async () => {
  const nodes = limits(5);
  let looked = 0;
  const look = async () => void (looked += 1);
  const all = await outcomes(Array.from({ length: 40 }, (_, place) => nodes[place % 2]!.guard('a', look)));
  expect([looked, all.filter((one) => one === 'refused').length]).toEqual([5, 35]);
  await expect(nodes[0].guard('a', hit)).rejects.toThrow(/^wait ([1-9]|[1-5]\d|60) s$/);
  expect(await nodes[1].guard('b', hit)).toBe('found');
});

it('never refuses what hits, however much comes at once', async () => {
  const nodes = limits(5);
  for (let times = 0; times < 4; times++) await nodes[0].guard('a', miss);
  const all = await outcomes(Array.from({ length: 60 }, (_, place) => nodes[place % 2]!.guard('a', slowHit)));
  expect(new Set(all)).toEqual(new Set(['found']));
  expect(await nodes[0].guard('a', miss)).toBeUndefined();
  await expect(nodes[0].guard('a', hit)).rejects.toThrow('wait');
});

it('does not take a failure for a miss', async () => {
  const [limit] = limits(1);
  for (let times = 0; times < 3; times++) {
    await expect(limit.guard('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  }
  expect(await limit.guard('a', hit)).toBe('found');
});

it('does not count looks for long of which nobody says how they ended', async () => {
  const prefix = `miss-limit-${nanoid()}`;
  const limit = new MissLimit(redis, { prefix, misses: 2, windowSeconds: 60, refusal });
  const began = Date.now() - 11_000;
  await redis.hset(`${prefix}:a`, { lost: began, too: began, ahead: Date.now() + 3_600_000 });
  expect(await limit.guard('a', hit)).toBe('found');
  expect(await redis.exists(`${prefix}:a`)).toBe(0);
});

it('begins anew with the next window, also for looks that were under way', async () => {
  const [limit] = limits(2, 1);
  await limit.guard('a', miss);
  let end!: (found: string) => void;
  const long = limit.guard('a', () => new Promise<string>((resolve) => (end = resolve)));
  await expect.poll(() => limit.guard('a', hit).catch(() => ''), { timeout: 3_000 }).toBe('found');
  end('late');
  expect(await long).toBe('late');
  expect(await outcomes([limit.guard('a', miss), limit.guard('a', miss)])).toEqual([undefined, undefined]);
  await expect(limit.guard('a', hit)).rejects.toThrow('wait');
});
