import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../child.js';
import { openDataFolder, type DataFolder } from '../data-folder.js';
import { HERE, type Progress } from '../engine-options.js';
import { endIdleGuard } from '../guard.js';
import { ensureTools } from '../install.js';
import { findKafka, kafkaTools } from '../kafka-distribution.js';
import { findMongod, mongodTools } from '../mongod-binary.js';
import { TOOLS } from '../tools.js';
import { startKafkaNodes } from './kafka-nodes.js';
import { HOSTS, nodeNames, openLayout, type Layout, type NodeName } from './layout.js';
import { replicaSetUrl, startMongoNodes } from './mongo-nodes.js';
import { NETWORK_TOOLS, startNetwork, type Network } from './network.js';
import { startRedisNodes } from './redis-nodes.js';

export { clusterHealth } from './health.js';
export { kafkaController } from './kafka-quorum.js';
export { mongoPrimary } from './mongo-view.js';
export { canMakeNamespaces } from './network.js';
export { redisRoles, type RedisRole } from './redis-roles.js';
export type { SlotRange } from './redis-view.js';

export interface ClusterOptions {
  /** Kept when given, with ports and addresses; else a temporary folder that is removed. */
  dataDir?: string;
  /** The third host gets a network of its own, so that it can be cut off: see `canMakeNamespaces`. */
  networkNamespace?: boolean;
  onProgress?: Progress;
}

/** The running clusters. Every node can be stopped, killed, paused and restarted by itself. */
export interface ClusterEngines {
  /** `redis-cluster://a:1,b:2,…` */
  readonly redisUrl: string;
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  /** redis-1 to redis-6. */
  readonly redis: Engine[];
  /** kafka-1 to kafka-3, each broker and controller. */
  readonly kafka: Engine[];
  /** mongo-1 to mongo-3. */
  readonly mongo: Engine[];
  readonly all: Engine[];
  /** The same by host. No Redis primary starts out on the host of its replica. */
  readonly hosts: Engine[][];
  /** With `networkNamespace`. */
  readonly network?: {
    /** What is beyond the cable: the third host. */
    readonly engines: Engine[];
    /** Resolves when no packet passes between the third host and the rest of the machine any more. */
    cut(): Promise<void>;
    /** Resolves when packets pass; the nodes need some seconds more to find each other. */
    heal(): Promise<void>;
  };
  readonly dataDir: string;
  /** REDIS_URL, MONGODB_URL, KAFKA_BROKERS and KAFKA_REPLICATION. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

type Node = Omit<Parameters<typeof startRedisNodes>[0][number], never>;

async function plan(
  folder: DataFolder,
  layout: Layout,
  network: Network | undefined,
  progress: Progress,
): Promise<(kind: Parameters<typeof nodeNames>[0]) => Node[]> {
  await Promise.all(HOSTS.flat().map((name) => mkdir(join(folder.path, name), { recursive: true })));
  const beyond: readonly NodeName[] = HOSTS[2];
  return (kind) =>
    nodeNames(kind).map((name) => ({
      name,
      port: layout.ports[name].port,
      place: network ? (beyond.includes(name) ? network.inner : network.outer) : HERE,
      dir: join(folder.path, name),
      log: folder.log(name),
      progress,
    }));
}

const addresses = (engines: Engine[]) => engines.map(({ host, port }) => `${host}:${port}`).join(',');

function describe(
  engines: Map<string, Engine>,
  network: Network | undefined,
  dataDir: string,
  stop: () => Promise<void>,
): ClusterEngines {
  const get = (name: NodeName) => engines.get(name)!;
  const [redis, kafka, mongo] = (['redis', 'kafka', 'mongo'] as const).map((kind) =>
    nodeNames(kind).map(get),
  ) as [Engine[], Engine[], Engine[]];
  const hosts = HOSTS.map((names) => names.map(get));
  const urls = {
    redisUrl: `redis-cluster://${addresses(redis)}`,
    mongoUrl: replicaSetUrl(mongo),
    kafkaBrokers: addresses(kafka),
  };
  return {
    ...urls,
    redis,
    kafka,
    mongo,
    all: [...redis, ...kafka, ...mongo],
    hosts,
    ...(network && { network: { engines: hosts[2]!, cut: network.cut, heal: network.heal } }),
    dataDir,
    environment: {
      REDIS_URL: urls.redisUrl,
      MONGODB_URL: urls.mongoUrl,
      KAFKA_BROKERS: urls.kafkaBrokers,
      KAFKA_REPLICATION: String(kafka.length),
    },
    stop,
  };
}

/**
 * Starts a Redis Cluster of three primaries and three replicas, three Kafka nodes and a MongoDB replica set of three,
 * spread over three "hosts", and resolves when all of it is healthy. When one node fails to start, the others are
 * stopped again and the error holds the last lines of its log.
 *
 * `restart()` of a node resolves when that node serves within its cluster, whatever its role is then; so after the
 * loss of a majority, restart those nodes together.
 */
export async function startClusterEngines(options: ClusterOptions = {}): Promise<ClusterEngines> {
  const { networkNamespace = false, onProgress = () => {} } = options;
  const tools = [TOOLS.redis, ...kafkaTools(), ...mongodTools(), ...(networkNamespace ? NETWORK_TOOLS : [])];
  await ensureTools(tools, onProgress);
  // Before three nodes at once look for them.
  await Promise.all([findKafka(onProgress), findMongod(onProgress)]);
  const folder = await openDataFolder(options.dataDir);
  const running = new Map<string, Engine>();
  let network: Network | undefined;
  const stop = async () => {
    await Promise.all([...running.values()].map((engine) => engine.stop()));
    await network?.stop();
    await folder.release();
    await endIdleGuard();
  };
  try {
    const layout = await openLayout(folder.path, networkNamespace);
    if (layout.subnet) network = await startNetwork(layout.subnet, folder.log('network'));
    const nodes = await plan(folder, layout, network, onProgress);
    const started = (engine: Engine) => void running.set(engine.name, engine);
    const starts = await Promise.allSettled([
      startRedisNodes(nodes('redis'), layout.ports, started),
      startKafkaNodes(nodes('kafka'), layout.ports, started),
      startMongoNodes(nodes('mongo'), started),
    ]);
    const failure = starts.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    return describe(running, network, folder.path, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}
