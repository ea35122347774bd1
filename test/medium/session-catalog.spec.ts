import { nanoid } from 'nanoid';
import { afterAll, expect, inject, it } from 'vitest';
import { Channels } from '../../src/platform/redis/channels.js';
import { connectRedis } from '../../src/platform/redis/connect.js';
import { keys } from '../../src/session/state/layout.js';
import { RebuildRequests } from '../../src/session/rebuild-requests.js';
import { SessionCatalog } from '../../src/session/session-catalog.js';
import { SessionRevival } from '../../src/session/session-revival.js';

const redis = connectRedis(inject('environment')['REDIS_URL']!);
const subscriber = connectRedis(inject('environment')['REDIS_URL']!);
afterAll(() => {
  redis.disconnect();
  subscriber.disconnect();
});

/** A session whose frozen quiz has about this many characters. */
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

const catalogOf = () =>
  new SessionCatalog(redis, new SessionRevival(new RebuildRequests(redis, new Channels(subscriber))));

it('reads a session once, however many ask at the same time', async () => {
  const catalog = catalogOf();
  const sessionId = await frozen(10);
  const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => catalog.get(sessionId)));
  for (const other of others) expect(other).toBe(first);
  catalog.forget(sessionId);
  expect(await catalog.get(sessionId)).toBe(first);
});

it('holds a session that is in use once, although there is no room to keep it', async () => {
  const catalog = catalogOf();
  const ids = await Promise.all(Array.from({ length: 12 }, () => frozen(6 * 2 ** 20)));
  const inUse: unknown[] = [];
  for (const id of ids) inUse.push(await catalog.get(id));
  // Twelve quizzes of 6 Mi characters are more than the catalogue keeps.
  const again: unknown[] = [];
  for (const id of ids) again.push(await catalog.get(id));
  expect(again.every((session, place) => session === inUse[place])).toBe(true);
});

it('finds nothing for an id that nobody has, and asks no worker for it', async () => {
  const before = await redis.zcard(keys.rebuilds);
  expect(await catalogOf().find(nanoid(16))).toBeUndefined();
  expect(await redis.zcard(keys.rebuilds)).toBe(before);
});
