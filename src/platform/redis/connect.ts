import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisConnection = Redis | Cluster;

const CLUSTER_SCHEME = 'redis-cluster://';

/**
 * Opens a connection to `redis://host:port` or `redis-cluster://a:1,b:2`.
 *
 * @param options per connection; on a cluster they apply to each node
 */
export function connectRedis(url: string, options: RedisOptions = {}): RedisConnection {
  if (!url.startsWith(CLUSTER_SCHEME)) return new Redis(url, options);
  const nodes = url
    .slice(CLUSTER_SCHEME.length)
    .split(',')
    .map((address) => {
      const [host, port] = address.split(':');
      return { host, port: Number(port ?? 6379) };
    });
  return new Cluster(nodes, { redisOptions: options, shardedSubscribers: true });
}

/**
 * For commands a player waits for: they fail after two tries or two seconds, so that the player is told `busy`
 * instead of waiting. A script that ran twice is harmless: every script of Podium is idempotent.
 */
export const IMPATIENT: RedisOptions = { maxRetriesPerRequest: 1, commandTimeout: 2_000 };
