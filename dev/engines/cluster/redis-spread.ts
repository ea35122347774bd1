import type { Engine } from '../child.js';
import { REPLICAS } from './layout.js';
import { redisRoles } from './redis-roles.js';
import { askRedis } from './redis-view.js';
import { until } from './until.js';

/** A hand-over that finds no majority ends after 5 s and is then requested again. */
const HAND_OVER_MS = 6000;
const TRIES = 3;

const isPrimary = async (engines: { redis: Engine[] }, engine: Engine) =>
  (await redisRoles(engines)).some((one) => one.engine === engine && one.role === 'primary');

/** The former primary follows only once it has learned of the vote; until then there seem to be two primaries. */
async function hasTakenOver(engines: { redis: Engine[] }, engine: Engine): Promise<boolean> {
  const primaries = (await redisRoles(engines)).filter(({ role }) => role === 'primary');
  return primaries.some((one) => one.engine === engine) && primaries.every(({ slots }) => slots.length > 0);
}

async function handOver(engines: { redis: Engine[] }, to: Engine): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await askRedis(to, (redis) => redis.cluster('FAILOVER'));
    try {
      await until(`${to.name} is a primary again`, HAND_OVER_MS, () => hasTakenOver(engines, to));
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

/**
 * Gives every shard back to the primary that it started with, without loss, so that each host has one primary again. After
 * a failover two of the three primaries can share a host. When that host is lost, the majority that could replace them is
 * lost too, and Redis waits for the host, as it would in production. Needs a healthy cluster; takes about a second a shard.
 */
export async function spreadPrimaries(engines: { redis: Engine[] }): Promise<void> {
  const replicas: string[] = Object.keys(REPLICAS);
  for (const engine of engines.redis) {
    if (replicas.includes(engine.name) || (await isPrimary(engines, engine))) continue;
    await handOver(engines, engine);
  }
}
