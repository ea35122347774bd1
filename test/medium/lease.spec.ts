import { afterAll, expect, inject, it } from 'vitest';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { Lease } from '../../src/platform/redis/lease.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

const key = `lease-${process.pid}`;

it('gives a lease to one, who can renew it, and to another when it has run out or was given back', async () => {
  const [one, two] = [new Lease(redis, key, 'worker-1', 5_000), new Lease(redis, key, 'worker-2', 60_000)];
  expect(await one.take()).toBe(true);
  expect(await two.take()).toBe(false);
  await redis.pexpire(key, 100);
  expect(await one.take()).toBe(true);
  expect(await redis.pttl(key)).toBeGreaterThan(100);
  await two.release();
  expect(await two.take()).toBe(false);
  await redis.pexpire(key, 0);
  expect(await two.take()).toBe(true);
  await two.release();
  expect(await one.take()).toBe(true);
  await redis.del(key);
});

it('takes over from a holder that is gone, although the clock of Redis was set back and the lease never ends', async () => {
  let now = 0;
  const dead = new Lease(redis, key, 'worker-1', 1_000);
  const next = new Lease(redis, key, 'worker-2', 1_000, () => now);
  expect(await dead.take()).toBe(true);
  await redis.persist(key);
  expect(await next.take()).toBe(false);
  now += 1_500;
  expect(await next.take()).toBe(false);
  // As long as the holder renews it, nobody else gets it.
  expect(await dead.take()).toBe(true);
  now += 1_500;
  expect(await next.take()).toBe(false);
  now += 2_001;
  expect(await next.take()).toBe(true);
  expect(await dead.take()).toBe(false);
  await redis.del(key);
});
