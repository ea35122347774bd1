import { afterAll, expect, inject, it } from 'vitest';
import { nanoid } from 'nanoid';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/platform/redis/keys.js';
import { RebuildRequests } from '../../src/session/rebuild-requests.js';
import { SessionCatalog } from '../../src/session/session-catalog.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => redis.disconnect());

/** A session whose frozen quiz has this many characters, more or less. */
async function frozen(characters: number): Promise<string> {
  const sessionId = nanoid(16);
  await redis.set(
    keys.frozen(sessionId),
    JSON.stringify({ sessionId, text: 'x'.repeat(characters) }),
    'EX',
    60,
  );
  return sessionId;
}

const catalogOf = () => new SessionCatalog(redis, new RebuildRequests(redis));

it('reads a session once, and again when it was let go', async () => {
  const catalog = catalogOf();
  const sessionId = await frozen(10);
  const first = await catalog.get(sessionId);
  expect(await catalog.get(sessionId)).toBe(first);
  catalog.forget(sessionId);
  const again = await catalog.get(sessionId);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});

it('keeps no more than 32 Mi characters, those asked for last', async () => {
  const catalog = catalogOf();
  const ids = await Promise.all([12, 12, 12].map((mebi) => frozen(mebi * 2 ** 20)));
  const [oldest, , newest] = await Promise.all(ids.map((id) => catalog.get(id)));
  expect(await catalog.get(ids[2]!)).toBe(newest);
  expect(await catalog.get(ids[0]!)).not.toBe(oldest);
});
