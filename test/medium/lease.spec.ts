import { afterAll, expect, inject, it } from 'vitest';
import { takeLease } from '../../src/persistence/lease.js';
import { connectRedis } from '../../src/platform/redis/connect.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

it('gives a lease to one, who can renew it, and to another when it has run out', async () => {
  const key = `lease-${process.pid}`;
  const remaining = () => redis.pttl(key);
  expect(await takeLease(redis, key, 'worker-1', 5_000)).toBe(true);
  expect(await takeLease(redis, key, 'worker-2', 60_000)).toBe(false);
  expect(await remaining()).toBeLessThanOrEqual(5_000);
  expect(await takeLease(redis, key, 'worker-1', 60_000)).toBe(true);
  expect(await remaining()).toBeGreaterThan(5_000);
  await redis.pexpire(key, 0);
  expect(await takeLease(redis, key, 'worker-2', 5_000)).toBe(true);
  await redis.del(key);
});
