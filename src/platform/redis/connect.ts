import calculateSlot from 'cluster-key-slot';
import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisConnection = Redis | Cluster;

const CLUSTER_SCHEME = 'redis-cluster://';

/** A new primary is known within this time, even when the old one hangs instead of closing its connections. */
const TOPOLOGY_MS = 1_000;

/** A server that has become a replica takes no writes: the address can lead to another one by now. */
const isReadOnly = (error: Error) => error.message.startsWith('READONLY');

/**
 * Opens a connection to `redis://host:port` or `redis-cluster://a:1,b:2`. ADR 10 explains the options.
 *
 * @param options per connection; on a cluster they apply to each node
 */
export function connectRedis(url: string, options: RedisOptions = {}): RedisConnection {
  const redisOptions: RedisOptions = { ...options, reconnectOnError: (error) => isReadOnly(error) && 2 };
  if (!url.startsWith(CLUSTER_SCHEME)) return new Redis(url, redisOptions);
  const nodes = url
    .slice(CLUSTER_SCHEME.length)
    .split(',')
    .map((address) => {
      const [host, port] = address.split(':');
      return { host, port: Number(port ?? 6379) };
    });
  return new Cluster(nodes, {
    redisOptions,
    shardedSubscribers: true,
    slotsRefreshInterval: TOPOLOGY_MS,
  });
}

/** Resolves when Redis answers; a cluster does as long as one of its nodes does. */
export async function pingRedis(connection: RedisConnection): Promise<void> {
  if (connection instanceof Cluster) await Promise.any(connection.nodes().map((node) => node.ping()));
  else await connection.ping();
}

/**
 * For commands that a player waits for: they fail after two tries or two seconds, so that the player gets `busy` instead of
 * waiting. The client sends a command again when the connection broke before the reply, so a script that runs twice must do
 * nothing more the second time.
 */
export const IMPATIENT: RedisOptions = {
  maxRetriesPerRequest: 1,
  commandTimeout: 2_000,
  connectTimeout: 3_000,
};

/** A name for the primary that has the key. While the client does not know the primary, it is a name for the slot. */
export function primaryOf(cluster: Cluster, key: string): string {
  const slot = calculateSlot(key);
  return cluster.slots[slot]?.join(';') ?? `slot ${slot}`;
}
