import { addressOf, type Engine } from '../child.js';
import { REPLICAS, type Layout, type NodeName } from './layout.js';
import { askRedis, knownNodes, type KnownNode, type SlotRange } from './redis-view.js';
import { until } from './until.js';

const GOSSIP_MS = 20_000;
/** The time for all steps and their repetitions: servers that start on a busy machine drop connections. */
const FORMING_MS = 40_000;
export const SLOTS = 16_384;

/** Slots of the first, second and third primary. */
const RANGES: Record<string, SlotRange> = {
  'redis-1': [0, 5460],
  'redis-2': [5461, 10_922],
  'redis-3': [10_923, 16_383],
};

const myself = (nodes: KnownNode[]): KnownNode => nodes.find((node) => node.myself)!;

async function assignSlots(engines: Engine[]): Promise<void> {
  const owned = new Set(
    (await Promise.all(engines.map(knownNodes))).flat().flatMap(({ slots }) => slots.flat()),
  );
  for (const engine of engines) {
    const range = RANGES[engine.name];
    if (!range || owned.has(range[0])) continue;
    await askRedis(engine, (redis) => redis.cluster('ADDSLOTSRANGE', ...range));
  }
}

async function meet(engines: Engine[], ports: Layout['ports']): Promise<void> {
  const [first, ...others] = engines as [Engine, ...Engine[]];
  const known = new Set((await knownNodes(first)).map(({ address }) => address));
  for (const engine of others) {
    if (known.has(addressOf(engine))) continue;
    const { name, host, port, announcedPort = port } = engine;
    const { innerPort } = ports[name as NodeName];
    await askRedis(first, (redis) => redis.cluster('MEET', host, announcedPort, innerPort));
  }
  await until('every Redis node knows the others', GOSSIP_MS, async () => {
    const views = await Promise.all(engines.map(knownNodes));
    return views.every(
      (view) => view.length === engines.length && view.every(({ address }) => !address.startsWith(':')),
    );
  });
}

/** Only a new node has no slots and follows nobody: failovers leave no such node. */
async function appointReplicas(engines: Engine[]): Promise<void> {
  for (const engine of engines) {
    const primary = engines.find(({ name }) => name === REPLICAS[engine.name as keyof typeof REPLICAS]);
    const own = myself(await knownNodes(engine));
    if (!primary || own.primaryId || own.slots.length > 0) continue;
    const { id } = myself(await knownNodes(primary));
    await askRedis(engine, (redis) => redis.cluster('REPLICATE', id));
  }
}

/**
 * Makes a cluster of six empty servers. Each step skips what exists already, so that a cluster of an earlier start stays
 * as it is, and a cluster whose forming was interrupted is completed.
 */
export async function formRedisCluster(engines: Engine[], ports: Layout['ports']): Promise<void> {
  await until('the Redis nodes are a cluster', FORMING_MS, async () => {
    await assignSlots(engines);
    await meet(engines, ports);
    await appointReplicas(engines);
    return true;
  });
}
