import type { Engine } from '../child.js';
import type { ClusterNode } from '../engine-options.js';
import { pingRedis, runRedis } from '../redis.js';
import type { Layout } from './layout.js';
import { formRedisCluster, SLOTS } from './redis-form.js';
import { redisState } from './redis-view.js';
import { until } from './until.js';

const FORMED_MS = 30_000;

const settings = (address: string, port: number, busPort: number) => ({
  'cluster-enabled': 'yes',
  'cluster-announce-ip': address,
  'cluster-announce-port': port,
  // The default, port + 10000, lies in the range from which the system takes the ports of outgoing connections.
  'cluster-port': busPort,
  'cluster-node-timeout': 2000,
  // A shard without a primary affects only its own sessions.
  'cluster-require-full-coverage': 'no',
  // This is the default, written out: a replica that has not heard of its primary for 21 s must not take over. With 0 it
  // would, and old data would replace the truth. It is better that the slots stand still until the primary returns.
  'cluster-replica-validity-factor': 10,
  // Otherwise a replica could move to a primary on its own host.
  'cluster-allow-replica-migration': 'no',
  'repl-diskless-sync-delay': 0,
  // After a cut, a link that hangs is closed and made anew after this time, instead of a minute.
  'repl-ping-replica-period': 1,
  'repl-timeout': 5,
  maxmemory: '256mb',
  // Redis calls a client local only when it comes from 127.0.0.1, but here nodes have addresses of a private cable.
  'protected-mode': address.startsWith('127.') ? 'yes' : 'no',
});

/** Whether a node is back in the cluster: it sees a majority of primaries and, as a replica, has its primary's data. */
async function serves(address: Pick<Engine, 'host' | 'port'>): Promise<boolean> {
  const state = await redisState(address);
  return state.cluster_state === 'ok' && (state.role === 'master' || state.master_link_status === 'up');
}

async function isWhole(engine: Engine): Promise<boolean> {
  return (await serves(engine)) && Number((await redisState(engine)).cluster_slots_ok) === SLOTS;
}

/** Starts six servers and makes them a cluster of three primaries with a replica each, unless they are one already. */
export async function startRedisNodes(
  nodes: ClusterNode[],
  ports: Layout['ports'],
  started: (engine: Engine) => void,
): Promise<void> {
  let forming = true;
  const engines = await Promise.all(
    nodes.map(async (node, index) => {
      const { port, announcedPort = port } = node;
      const host = node.place.address;
      const ready = () => (forming ? pingRedis(port, host) : serves({ host, port }));
      const busPort = ports[`redis-${index + 1}` as keyof typeof ports].innerPort;
      const engine = await runRedis({ ...node, ready }, settings(host, announcedPort, busPort));
      started(engine);
      return engine;
    }),
  );
  await formRedisCluster(engines, ports);
  forming = false;
  await until('Redis Cluster is whole', FORMED_MS, async () => {
    return (await Promise.all(engines.map(isWhole))).every(Boolean);
  });
}
