import { addressOf, type Engine } from '../child.js';
import type { Proxy } from '../proxy/index.js';
import { HOSTS, nodeNames, type Kind, type NodeName } from './layout.js';
import { replicaSetUrl } from './mongo-nodes.js';
import type { Network } from './network.js';

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
  /** The same engines by host. In the beginning no Redis primary is on the host of its replica. */
  readonly hosts: Engine[][];
  /** With `networkNamespace`. */
  readonly network?: {
    /** The engines beyond the cable: those of the third host. */
    readonly engines: Engine[];
    /** Resolves when no packet passes between the third host and the rest of the machine any more. */
    cut(): Promise<void>;
    /** Resolves when packets pass again; the nodes need some more seconds to find each other. */
    heal(): Promise<void>;
  };
  /** Only with `proxies`: one for each network. Together they have a listener for every node, by its name. */
  readonly proxies: Proxy[];
  readonly dataDir: string;
  /** REDIS_URL, MONGODB_URL, KAFKA_BROKERS and KAFKA_REPLICATION. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

const addresses = (engines: Engine[]) => engines.map(addressOf).join(',');

/** Lists the engines by kind and by host, once all of them run. */
export function describeCluster(
  engines: Map<string, Engine>,
  network: Network | undefined,
  proxies: Proxy[],
  dataDir: string,
  stop: () => Promise<void>,
): ClusterEngines {
  const get = (name: NodeName) => engines.get(name)!;
  const all = (kind: Kind) => nodeNames(kind).map(get);
  const [redis, kafka, mongo] = [all('redis'), all('kafka'), all('mongo')];
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
    proxies,
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
