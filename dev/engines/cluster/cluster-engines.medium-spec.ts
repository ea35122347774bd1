import { Cluster } from 'ioredis';
import kafkajs from 'kafkajs';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canMakeNamespaces,
  clusterHealth,
  kafkaController,
  mongoPrimary,
  redisRoles,
  spreadPrimaries,
  startClusterEngines,
  type ClusterEngines,
} from './index.js';
import { accepts } from '../ports.js';
import { TOPICS } from '../../../src/contracts/kafka-events.js';
import { Outbox } from '../../../src/delivery/outbox.js';
import { OutboxRelay } from '../../../src/delivery/outbox-relay.js';
import { Environment } from '../../../src/platform/config/environment.js';
import { KafkaEventLog } from '../../../src/platform/log/kafka/kafka-event-log.js';
import { Durability } from '../../../src/platform/redis/durability.js';
import { keys } from '../../../src/session/state/layout.js';
import { eventually } from '../../../test/support/processes.js';
import { until } from '../../../test/support/until.js';

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await work();
  console.log(`${what}: ${Date.now() - start} ms`);
}

/** Keys of all records of a topic. */
async function keysIn(kafka: kafkajs.Kafka, topic: string): Promise<Set<string>> {
  const [admin, groupId] = [kafka.admin(), `read-${topic}`];
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const keys = new Set<string>();
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let read = 0;
  await consumer.run({
    eachMessage: async ({ message }) => {
      read += 1;
      keys.add(String(message.key));
    },
  });
  const all = ends.reduce((sum, { high }) => sum + Number(high), 0);
  await until(() => read >= all, { what: `${all} records`, withinMs: 30_000 });
  await consumer.disconnect();
  return keys;
}

const namespaces = await canMakeNamespaces();

describe('cluster engines', () => {
  let engines: ClusterEngines;
  let redis: Cluster;
  beforeAll(async () => {
    await timed('start', async () => {
      engines = await startClusterEngines({ networkNamespace: namespaces });
    });
    redis = new Cluster(
      engines.redis.map(({ host, port }) => ({ host, port })),
      // Without a timeout, a command on its way to a host that is cut off would wait for ever.
      { slotsRefreshInterval: 1000, redisOptions: { commandTimeout: 1000, connectTimeout: 1000 } },
    );
    // These tests are about lost connections.
    redis.on('error', () => {});
  }, 120_000);
  afterAll(async () => {
    redis.disconnect();
    await timed('stop', () => engines.stop());
  });

  const untilHealthy = (withinMs = 20_000) => {
    let sick: string[] = [];
    return until(async () => (sick = await clusterHealth(engines)).length === 0, {
      what: () => `healthy clusters: ${sick.join('; ')}`,
      withinMs,
    });
  };

  /** Writes through the node that is the primary of the key's slot in the end. */
  const untilWritable = (key: string, withinMs = 10_000) =>
    until(async () => (await redis.set(key, 'yes')) === 'OK', { what: `write of ${key}`, withinMs });

  const primaryOf = async (key: string) => {
    const slot = await redis.cluster('KEYSLOT', key);
    const roles = await redisRoles(engines);
    return roles.find(({ slots }) => slots.some(([first, last]) => first <= slot && slot <= last))!.engine;
  };

  it('are healthy, and no primary shares a host with its replica', async () => {
    expect(await clusterHealth(engines)).toEqual([]);
    const hostOf = (name: string) =>
      engines.hosts.findIndex((host) => host.some((engine) => engine.name === name));
    const replicas = (await redisRoles(engines)).filter(({ role }) => role === 'replica');
    expect(replicas).toHaveLength(3);
    for (const { engine, follows } of replicas) expect(hostOf(engine.name)).not.toBe(hostOf(follows!.name));
    expect(engines.environment.KAFKA_REPLICATION).toBe('3');
  });

  it('replace a killed primary of Redis by its replica', async () => {
    const primary = await primaryOf('answer');
    const { engine: replica } = (await redisRoles(engines)).find(({ follows }) => follows === primary)!;
    await primary.kill('SIGKILL');
    await timed('Redis failover', async () => {
      await eventually(async () => (await primaryOf('answer')) === replica, 10_000);
      await untilWritable('answer');
    });
    await timed('Redis restart', () => primary.restart());
    const followed = async () =>
      (await redisRoles(engines)).find(({ engine }) => engine === primary)!.follows;
    // When it is back, it takes itself for the primary until it learns of the vote.
    await timed('Redis following', () => eventually(async () => (await followed()) !== undefined, 10_000));
    expect(await followed()).toBe(replica);
    await timed('Redis healthy', () => untilHealthy());
  });

  it('elect another primary of MongoDB, and another controller of Kafka, which goes on taking messages', async () => {
    const [primary, controller] = [await mongoPrimary(engines), await kafkaController(engines)];
    const kafka = new kafkajs.Kafka({
      brokers: engines.kafkaBrokers.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 1000,
      requestTimeout: 3000,
      retry: { retries: 20, initialRetryTime: 200, maxRetryTime: 500 },
    });
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic: 'kept', numPartitions: 3, replicationFactor: 3 }],
      waitForLeaders: true,
    });
    await producer.connect();
    await Promise.all([primary, controller].map((engine) => engine.kill('SIGKILL')));
    const messages = [0, 1, 2].map((partition) => ({ partition, value: 'yes' }));
    const client = new mongo.MongoClient(engines.mongoUrl);
    await Promise.all([
      timed('Kafka produces', () => producer.send({ topic: 'kept', acks: -1, messages })),
      timed('Kafka controller', async () => {
        await eventually(
          async () => (await kafkaController(engines).catch(() => controller)) !== controller,
          15_000,
        );
      }),
      timed('MongoDB election', async () => {
        const things = client.db().collection('things');
        await things.insertOne({ kept: true }, { writeConcern: { w: 'majority' } });
        expect(await mongoPrimary(engines)).not.toBe(primary);
      }),
    ]);
    await Promise.all([client.close(), producer.disconnect(), admin.disconnect()]);
    expect(await clusterHealth(engines)).not.toEqual([]);
    await timed('Kafka and MongoDB restart', () =>
      Promise.all([primary, controller].map((engine) => engine.restart())),
    );
    await timed('Kafka and MongoDB healthy', () => untilHealthy());
  });

  it('keep every record of an append that resolved, though leaders had changed without its knowledge', async () => {
    const topic = 'appended';
    const kafka = new kafkajs.Kafka({
      brokers: engines.kafkaBrokers.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
      requestTimeout: 1000,
      retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 300 },
    });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      topics: [
        {
          topic,
          numPartitions: 6,
          replicationFactor: 3,
          configEntries: [{ name: 'min.insync.replicas', value: '2' }],
        },
      ],
      waitForLeaders: true,
    });
    const log = new KafkaEventLog(
      Object.assign(new Environment(), { KAFKA_BROKERS: engines.kafkaBrokers.split(',') }),
    );
    const record = (number: number) => ({ topic, key: `key-${number}`, value: String(number) });
    const batch = (from: number) => Array.from({ length: 60 }, (_, place) => record(from + place));
    await log.append(batch(0));
    const leaderless = engines.kafka[1]!;
    await leaderless.pause();
    const leaders = async () =>
      (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions.map(({ leader }) => leader);
    await until(async () => !(await leaders()).includes(2), { what: 'other leaders', withinMs: 30_000 });
    await leaderless.resume();
    // The producer still takes it for a leader: a part of its first request is stored, and the rest is refused.
    const append = async () => (await log.append(batch(60))).every(({ state }) => state === 'stored');
    await until(append, { what: 'append', withinMs: 30_000 });
    await untilHealthy();
    expect(await keysIn(kafka, topic)).toEqual(
      new Set(Array.from({ length: 120 }, (_, number) => record(number).key)),
    );
    await admin.disconnect();
    await log.onApplicationShutdown();
  }, 90_000);

  it('of Kafka take what the others lead while one hangs, and when partitions have no leader', async () => {
    const sessionId = 'partly';
    const brokers = engines.kafkaBrokers.split(',');
    const kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING, requestTimeout: 2_000 });
    const admin = kafka.admin();
    await admin.connect();
    const replicaAssignment = Array.from({ length: 6 }, (_, partition) => ({
      partition,
      replicas: [1 + (partition % 3)],
    }));
    await admin.createTopics({
      topics: [{ topic: TOPICS.answers, replicaAssignment }],
      waitForLeaders: true,
    });
    const env = Object.assign(new Environment(), { KAFKA_BROKERS: brokers });
    const outbox = new Outbox(redis, new Durability(redis, env));
    const logs: KafkaEventLog[] = [];
    const start = () => {
      const log = new KafkaEventLog(env);
      logs.push(log);
      return new OutboxRelay(log, outbox);
    };
    const partitionOf = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = replicaAssignment.map(({ partition: partitionId, replicas }) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: replicas[0]!,
      replicas,
      isr: replicas,
    }));
    let offered = 0;
    /** The number of events that relays were given for partitions whose leader does not hang. */
    let healthy = 0;
    const offer = async (relay: OutboxRelay) => {
      for (let number = 0; number < 60; number++) {
        const [key, value] = [`${sessionId}:player-${offered++}`, '{}'];
        const partition = partitionOf({ topic: '', partitionMetadata, message: { key, value } });
        if (replicaAssignment[partition]!.replicas[0] !== 2) healthy += 1;
        relay.offer(sessionId, (await redis.xadd(keys.outbox(sessionId), '*', 'a', value))!, key, value);
      }
    };
    /** Events leave the outbox when Kafka has them. */
    const left = (count: () => number, withinMs: number) =>
      until(async () => (await redis.xlen(keys.outbox(sessionId))) === count(), {
        what: () => `${count()} events left`,
        withinMs,
      });

    const relay = start();
    await offer(relay);
    await left(() => 0, 10_000);
    const [before, beforeHealthy] = [offered, healthy];
    const held = () => offered - before - (healthy - beforeHealthy);
    const hanging = engines.kafka[1]!;
    await hanging.pause();
    try {
      await offer(relay);
      await left(held, 4_000);
      await until(async () => (await admin.describeCluster()).brokers.length === 2, {
        what: 'end of the broker that hangs',
        withinMs: 15_000,
      });
      // A connection that was made before, and one that has never seen that broker.
      await offer(relay);
      await offer(start());
      await left(held, 4_000);
      const consumer = kafka.consumer({ groupId: 'partly', maxWaitTimeInMs: 200, retry: { retries: 20 } });
      let read = 0;
      await consumer.connect();
      await consumer.subscribe({ topic: TOPICS.answers, fromBeginning: true });
      await consumer.run({ eachMessage: async () => void (read += 1) });
      await until(() => read >= healthy, { what: 'what has a leader', withinMs: 10_000 });
      await consumer.disconnect();
    } finally {
      await hanging.resume();
    }
    await left(() => 0, 20_000);
    expect(held()).toBeGreaterThan(30);
    await untilHealthy();
    await Promise.all([...logs.map((log) => log.onApplicationShutdown()), admin.disconnect()]);
  }, 90_000);

  it('are asked in bounded time while nodes hang', async () => {
    const hanging = [engines.redis[5]!, engines.kafka[2]!, engines.mongo[2]!];
    await Promise.all(hanging.map((engine) => engine.pause()));
    await timed('question while paused', async () => {
      const complaints = await clusterHealth(engines);
      for (const { name } of hanging) expect(complaints).toContain(`${name} doesn't answer`);
    });
    await Promise.all(hanging.map((engine) => engine.resume()));
    await timed('healthy after the pause', () => untilHealthy());
  });

  it.runIf(namespaces)(
    'go on when the third host is cut off, and heal',
    async () => {
      const network = engines.network!;
      expect(network.engines).toEqual(engines.hosts[2]);
      const answers = () => Promise.all(network.engines.map(({ host, port }) => accepts(port, host)));
      await timed('one primary a host', () => spreadPrimaries(engines));
      const primaries = (await redisRoles(engines)).filter(({ role }) => role === 'primary');
      expect(primaries.map(({ engine }) => engine.name)).toEqual(['redis-1', 'redis-2', 'redis-3']);
      await untilHealthy();
      const keys = await keysOfAllPrimaries();
      expect(await answers()).not.toContain(false);
      await timed('cut', () => network.cut());
      expect(await answers()).not.toContain(true);
      const withinMs = 20_000;
      await Promise.all([
        timed('MongoDB without the third host', () =>
          until(async () => !network.engines.includes(await mongoPrimary(engines)), {
            what: 'primary of MongoDB on this side',
            withinMs,
          }),
        ),
        timed('Kafka without the third host', () =>
          until(async () => !network.engines.includes(await kafkaController(engines)), {
            what: 'controller of Kafka on this side',
            withinMs,
          }),
        ),
        timed('Redis without the third host', () =>
          Promise.all(keys.map((key) => untilWritable(key, withinMs))),
        ),
      ]);
      await network.heal();
      await timed('healthy after the cut', () => untilHealthy(30_000));
    },
    60_000,
  );

  async function keysOfAllPrimaries(): Promise<string[]> {
    const byPrimary = new Map<string, string>();
    for (let number = 0; byPrimary.size < 3; number++)
      byPrimary.set((await primaryOf(`key-${number}`)).name, `key-${number}`);
    return [...byPrimary.values()];
  }
});
