import { join } from 'node:path';
import type { Engine } from '../child.js';
import type { ClusterNode } from '../engine-options.js';
import { IMPATIENT, kafkaProperties } from '../kafka-properties.js';
import { brokerServes, runKafka } from '../kafka.js';
import type { Layout, NodeName } from './layout.js';

/** A broker that is asked to end waits minutes for a controller, and when three end together, the last one finds none. */
const LIMITS = { heapMb: 256, stopMs: 5000 };

/** `kafka-2` is the node with the id 2. */
export const kafkaId = (name: string): number => Number(name.split('-')[1]);

/** Starts three nodes that are broker and controller; none becomes ready before a majority of them runs. */
export async function startKafkaNodes(
  nodes: ClusterNode[],
  ports: Layout['ports'],
  started: (engine: Engine) => void,
): Promise<void> {
  const members = nodes.map(({ name, port, announcedPort, place }) => ({
    id: kafkaId(name),
    address: place.address,
    port,
    announcedPort,
    controllerPort: ports[name as NodeName].innerPort,
  }));
  await Promise.all(
    nodes.map(async (node, index) => {
      const logs = join(node.dir, 'data');
      const properties = { ...kafkaProperties(members[index]!, members, logs), ...IMPATIENT };
      const ready = () => brokerServes(node.place.address, node.port, node.announcedPort);
      started(await runKafka({ ...node, ready }, properties, LIMITS));
    }),
  );
}
