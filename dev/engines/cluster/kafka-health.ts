import kafkajs from 'kafkajs';
import type { Engine } from '../child.js';

/** Asks one broker for the list of brokers, and for the partitions that lack copies. */
async function ask({ host, port }: Engine) {
  const kafka = new kafkajs.Kafka({
    clientId: 'podium-launcher',
    brokers: [`${host}:${port}`],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 1500,
    enforceRequestTimeout: true,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    const short = topics.flatMap(({ name, partitions }) =>
      partitions
        .filter(({ isr, replicas }) => isr.length < replicas.length)
        .map(({ partitionId, isr, replicas }) => ({
          partition: `${name}/${partitionId}`,
          has: isr.length,
          of: replicas.length,
        })),
    );
    return { brokers: brokers.length, short };
  } finally {
    // It is not awaited, since the disconnection of a hanging broker can take long.
    void admin.disconnect().catch(() => undefined);
  }
}

/** A sentence about everything that is wrong with Kafka. */
export async function kafkaComplaints({ kafka }: { kafka: Engine[] }): Promise<string[]> {
  const answers = await Promise.all(
    kafka.map(async (engine) => ({ engine, answer: await ask(engine).catch(() => undefined) })),
  );
  const complaints = answers.flatMap(({ engine, answer }) => {
    if (!answer) return [`${engine.name} doesn't answer`];
    const missing = kafka.length - answer.brokers;
    return missing > 0 ? [`${engine.name} misses ${missing} brokers`] : [];
  });
  const short = answers.find(({ answer }) => answer?.short.length)?.answer?.short ?? [];
  return [
    ...complaints,
    ...short.map(({ partition, has, of }) => `Kafka's ${partition} has ${has} of ${of} copies in sync`),
  ];
}
