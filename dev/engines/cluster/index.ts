import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../child.js';
import { openDataFolder, type DataFolder } from '../data-folder.js';
import { HERE, type ClusterNode, type Progress } from '../engine-options.js';
import { endIdleGuard } from '../guard.js';
import { ensureTools } from '../install.js';
import { findKafka, kafkaTools } from '../kafka-distribution.js';
import { findMongod, mongodTools } from '../mongod-binary.js';
import type { Proxy } from '../proxy/index.js';
import { TOOLS } from '../tools.js';
import { describeCluster, type ClusterEngines } from './describe.js';
import { startKafkaNodes } from './kafka-nodes.js';
import { HOSTS, isBeyond, nodeNames, openLayout, type Kind, type Layout } from './layout.js';
import { startMongoNodes } from './mongo-nodes.js';
import { startProxies } from './proxies.js';
import { NETWORK_TOOLS, startNetwork, type Network } from './network.js';
import { startRedisNodes } from './redis-nodes.js';

export type { ClusterEngines } from './describe.js';
export { clusterHealth } from './health.js';
export { kafkaComplaints } from './kafka-health.js';
export { mongoComplaints } from './mongo-health.js';
export { redisComplaints } from './redis-health.js';
export { kafkaId } from './kafka-nodes.js';
export { kafkaController } from './kafka-quorum.js';
export { askMongo, mongoPrimary } from './mongo-view.js';
export { canMakeNamespaces } from './network.js';
export { redisRoles, type RedisRole } from './redis-roles.js';
export { askRedis } from './redis-view.js';
export { spreadPrimaries } from './redis-spread.js';
export type { SlotRange } from './redis-view.js';

export interface ClusterOptions {
  /** A given folder is kept, with ports and addresses; without one, a temporary folder is used and removed. */
  dataDir?: string;
  /** The third host gets a network of its own, so that it can be cut off: see `canMakeNamespaces`. */
  networkNamespace?: boolean;
  /** A proxy stands before every node, so that single connections between roles and nodes can be disturbed. */
  proxies?: boolean;
  /** MongoDB can be made to fail operations, by `configureFailPoint`. */
  mongoTestCommands?: boolean;
  /** Additions to the environment of a node's process, by its name. */
  environmentOf?: (name: string) => Record<string, string>;
  onProgress?: Progress;
}

async function planNodes(
  folder: DataFolder,
  { ports }: Layout,
  network: Network | undefined,
  { environmentOf, onProgress: progress = () => {} }: ClusterOptions,
): Promise<(kind: Kind) => ClusterNode[]> {
  await Promise.all(HOSTS.flat().map((name) => mkdir(join(folder.path, name), { recursive: true })));
  return (kind) =>
    nodeNames(kind).map((name) => ({
      name,
      port: ports[name].port,
      announcedPort: ports[name].proxyPort,
      environment: environmentOf?.(name),
      place: network ? network[isBeyond(name) ? 'inner' : 'outer'] : HERE,
      dir: join(folder.path, name),
      log: folder.log(name),
      progress,
    }));
}

/**
 * Starts a Redis Cluster of three primaries and three replicas, three Kafka nodes and a MongoDB replica set of three,
 * spread over three "hosts", and resolves when all of it is healthy. When one node fails to start, the others are
 * stopped again and the error holds the last lines of its log.
 *
 * `restart()` of a node resolves when that node serves within its cluster, whatever its role is then. After the loss of
 * a majority, its nodes must therefore be restarted together.
 */
export async function startClusterEngines(options: ClusterOptions = {}): Promise<ClusterEngines> {
  const { networkNamespace = false, proxies: withProxies = false, onProgress = () => {} } = options;
  const tools = [TOOLS.redis, ...kafkaTools(), ...mongodTools(), ...(networkNamespace ? NETWORK_TOOLS : [])];
  await ensureTools(tools, onProgress);
  // They are installed here, before three nodes look for them at the same time.
  await Promise.all([findKafka(onProgress), findMongod(onProgress)]);
  const folder = await openDataFolder(options.dataDir);
  const running = new Map<string, Engine>();
  let network: Network | undefined;
  let proxies: Proxy[] = [];
  const stop = async () => {
    await Promise.all([...running.values()].map((engine) => engine.stop()));
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    await network?.stop();
    await folder.release();
    await endIdleGuard();
  };
  try {
    const layout = await openLayout(folder.path, { networkNamespace, proxies: withProxies });
    if (layout.subnet) network = await startNetwork(layout.subnet, folder.log('network'));
    // The proxies start first, since a node of MongoDB looks for itself by the address under which it is known.
    if (withProxies) proxies = await startProxies(folder, layout, network);
    const nodes = await planNodes(folder, layout, network, options);
    const started = (engine: Engine) => void running.set(engine.name, engine);
    const starts = await Promise.allSettled([
      startRedisNodes(nodes('redis'), layout.ports, started),
      startKafkaNodes(nodes('kafka'), layout.ports, started),
      startMongoNodes(nodes('mongo'), started, options.mongoTestCommands),
    ]);
    const failure = starts.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    return describeCluster(running, network, proxies, folder.path, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}
