import kafkajs, { type Admin } from 'kafkajs';
import type { ClusterEngines } from '../../../../dev/engines/cluster/index.js';
import { until } from '../../../../dev/engines/cluster/until.js';

export const ANSWERS = 'podium.answers';
const MOVED_MS = 20_000;
/** Longer than any other fault keeps Kafka away. */
const AWAY_MS = 120_000;
const PAUSE_MS = 1_000;
const { TOPIC } = kafkajs.ConfigResourceTypes;
/** In Kafka's protocol, the number of the source of a setting that is set for this topic. */
const OF_THE_TOPIC = 1;

/** Connects an administrator for `work`. @param work repeated when Kafka goes away, since other faults overlap */
export async function withAdmin<Result>(
  { kafkaBrokers }: Pick<ClusterEngines, 'kafkaBrokers'>,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + AWAY_MS;
  for (;;) {
    try {
      return await once(kafkaBrokers, work);
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function once<Result>(kafkaBrokers: string, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const kafka = new kafkajs.Kafka({
    clientId: 'podium-faults',
    brokers: kafkaBrokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 4_000,
    retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 1_000 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Sets one of a topic's settings, or removes it. Other settings of the topic stay. */
export async function configure(admin: Admin, name: string, value: string | undefined): Promise<void> {
  const resource = { type: TOPIC, name: ANSWERS };
  const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
  const others = resources[0]!.configEntries
    .filter(({ configName, configSource }) => configName !== name && Number(configSource) === OF_THE_TOPIC)
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
  const configEntries = value === undefined ? others : [...others, { name, value }];
  await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
}

/** Ids of the brokers that hold a partition of the answers. */
async function replicasOf(admin: Admin, partition: number): Promise<{ replicas: number[]; isr: number[] }> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [ANSWERS] });
  return topics[0]!.partitions.find(({ partitionId }) => partitionId === partition)!;
}

export async function partitionsOf(admin: Admin): Promise<number[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [ANSWERS] });
  return topics[0]!.partitions.map(({ partitionId }) => partitionId).toSorted((a, b) => a - b);
}

/** Resolves when exactly these brokers hold the partition, and are in sync. */
export async function moveTo(admin: Admin, partition: number, replicas: number[]): Promise<void> {
  const partitionAssignment = [{ partition, replicas }];
  await admin.alterPartitionReassignments({ topics: [{ topic: ANSWERS, partitionAssignment }] });
  const wanted = replicas.toSorted((a, b) => a - b).join();
  await until(`partition ${partition} on ${wanted}`, MOVED_MS, async () => {
    const { replicas: has, isr } = await replicasOf(admin, partition);
    return [has, isr].every((ids) => ids.toSorted((a, b) => a - b).join() === wanted);
  });
}
