import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../ports.js';
import { freeSubnet } from './subnet.js';

/** Nodes by host. A Redis primary and its first replica never share a host, nor do two Kafka nodes or two MongoDB nodes. */
export const HOSTS = [
  ['redis-1', 'redis-4', 'kafka-1', 'mongo-1'],
  ['redis-2', 'redis-5', 'kafka-2', 'mongo-2'],
  ['redis-3', 'redis-6', 'kafka-3', 'mongo-3'],
] as const;

export type NodeName = (typeof HOSTS)[number][number];

export type Kind = 'redis' | 'kafka' | 'mongo';

/** Whether the node is on the host that can be cut off. */
export const isBeyond = (name: NodeName): boolean => (HOSTS[2] as readonly NodeName[]).includes(name);

export const nodeNames = (kind: Kind): NodeName[] =>
  HOSTS.flat()
    .filter((name) => name.startsWith(kind))
    .toSorted();

/** The primary of each replica in the beginning; a failover changes that for good. */
export const REPLICAS = { 'redis-4': 'redis-3', 'redis-5': 'redis-1', 'redis-6': 'redis-2' } as const;

export interface NodePorts {
  port: number;
  /** The port for the other nodes of its kind: Redis' cluster bus, Kafka's controllers. */
  innerPort: number;
  /** The port of the proxy in front of it, by which all others know it. */
  proxyPort?: number;
}

/** The addresses that a cluster's data remembers. Redis and MongoDB know each other by these addresses. */
export interface Layout {
  /** First three bytes and the base of a /30, when the third host has a network of its own. */
  subnet?: string;
  ports: Record<NodeName, NodePorts>;
}

async function distinctPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/** How a cluster is made; it has to be started the same way ever after. */
export interface Making {
  networkNamespace: boolean;
  proxies: boolean;
}

function checkMaking(folder: string, { subnet, ports }: Layout, wanted: Making): void {
  const made: Making = {
    networkNamespace: subnet !== undefined,
    proxies: Object.values(ports).some(({ proxyPort }) => proxyPort !== undefined),
  };
  const names: [keyof Making, string][] = [
    ['networkNamespace', 'a network namespace'],
    ['proxies', 'proxies'],
  ];
  for (const [part, name] of names) {
    if (made[part] === wanted[part]) continue;
    const how = made[part] ? 'with' : 'without';
    throw new Error(`${folder} holds a cluster made ${how} ${name}: start it the same way`);
  }
}

/** Chooses the addresses of a new cluster, or reads those of an earlier start on the same data. */
export async function openLayout(folder: string, making: Making): Promise<Layout> {
  const file = join(folder, 'cluster.json');
  if (existsSync(file)) {
    const layout = JSON.parse(await readFile(file, 'utf8')) as Layout;
    checkMaking(folder, layout, making);
    return layout;
  }
  const names = HOSTS.flat();
  const ports = await distinctPorts(names.length * 3);
  const layout: Layout = {
    ...(making.networkNamespace && { subnet: await freeSubnet() }),
    ports: Object.fromEntries(
      names.map((name, place) => {
        const [port, innerPort, proxyPort] = ports.slice(3 * place);
        return [name, { port, innerPort, ...(making.proxies && { proxyPort }) }];
      }),
    ) as Layout['ports'],
  };
  await writeFile(file, JSON.stringify(layout, null, 2));
  return layout;
}
