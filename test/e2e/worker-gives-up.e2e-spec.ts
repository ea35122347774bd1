import { readFile } from 'node:fs/promises';
import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Podium, startPodium } from '../support/podium.js';
import { within } from '../support/until.js';

/** An assigner that assigns nothing, and whose name no worker knows. */
const stranger: PartitionAssigner = () => ({
  name: 'Stranger',
  version: 1,
  assign: async () => [],
  protocol: ({ topics }) => ({
    name: 'Stranger',
    metadata: kafkajs.AssignerProtocol.MemberMetadata.encode({
      version: 1,
      topics,
      userData: Buffer.alloc(0),
    }),
  }),
});

let podium: Podium;
beforeAll(async () => {
  podium = await startPodium({ engines: inject('environment'), ws: 1 });
});
afterAll(() => podium?.stop());

it('a worker that kafkajs gives up on ends, and says why', async () => {
  const [worker] = podium.workers;
  await worker!.stop();
  const consumer = new kafkajs.Kafka({
    brokers: podium.environment['KAFKA_BROKERS']!.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  }).consumer({ groupId: 'podium-worker', partitionAssigners: [stranger] });
  await consumer.connect();
  await consumer.subscribe({ topic: 'podium.sessions' });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ eachMessage: async () => undefined });
  await joined;
  // Kafka refuses a member that has no protocol in common with the others, and will go on doing so.
  await worker!.restart().catch(() => undefined);
  expect(await within(worker!.exited, 15_000, 'end of the worker')).toMatchObject({ code: 1 });
  await consumer.disconnect();
  expect(await readFile(worker!.log, 'utf8')).toMatch(/kafkajs has given up consuming: .*protocol/);
});
