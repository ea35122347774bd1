import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { startServer, type Engine } from './child.js';
import type { EngineOptions } from './engine-options.js';
import { TIER } from './guard.js';
import { findKafka } from './kafka-distribution.js';
import { freePort } from './ports.js';
import { run } from './run-tool.js';

/** Names the cluster's data; any fixed one will do for a cluster of one. */
const CLUSTER_ID = 'UG9kaXVtUG9kaXVtUG9kaQ';

/** Small enough for a laptop: a broker of Kafka's own defaults reserves twice the memory. */
const JVM = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** One node that is broker and controller. Topics are created by an explicit step, never by a typing mistake. */
const properties = (port: number, controllerPort: number, logs: string) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
  'controller.listener.names': 'CONTROLLER',
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'log.dirs': logs,
  'auto.create.topics.enable': false,
  'num.partitions': 1,
  'offsets.topic.num.partitions': 5,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 5,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  'log.cleaner.dedupe.buffer.size': 16_777_216,
  // After a SIGKILL the controller holds the dead broker's place for this long.
  'broker.session.timeout.ms': 3000,
  'broker.heartbeat.interval.ms': 500,
});

/** A broker can accept connections before it serves: it must name itself and a controller in its metadata. */
async function isReady(port: number): Promise<boolean> {
  const kafka = new kafkajs.Kafka({
    clientId: 'podium-launcher',
    brokers: [`127.0.0.1:${port}`],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers, controller } = await admin.describeCluster();
    await admin.listTopics();
    return brokers.some((broker) => broker.port === port) && controller !== null;
  } finally {
    await admin.disconnect();
  }
}

/** Starts a broker; its data folder is formatted once and never again. */
export async function startKafka({ port, dir, log, progress }: EngineOptions): Promise<Engine> {
  const classes = join(await findKafka(progress), '*');
  const config = join(dir, 'server.properties');
  const data = join(dir, 'data');
  await mkdir(data, { recursive: true });
  const lines = Object.entries(properties(port, await freePort(), data)).map(
    ([name, value]) => `${name}=${value}`,
  );
  await writeFile(config, lines.join('\n'));
  if (!existsSync(join(data, 'meta.properties'))) {
    await run('java', [
      ...JVM,
      '-cp',
      classes,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      CLUSTER_ID,
      '-c',
      config,
    ]);
  }
  const logging = [
    '-Dorg.slf4j.simpleLogger.showDateTime=true',
    '-Dorg.slf4j.simpleLogger.showThreadName=false',
  ];
  return startServer({
    name: 'kafka',
    port,
    host: '127.0.0.1',
    command: 'java',
    args: [...JVM, ...logging, '-cp', classes, 'kafka.Kafka', config],
    env: process.env,
    log,
    tier: TIER.engine,
    stopMs: 20_000,
    readyMs: 90_000,
    ready: () => isReady(port),
  });
}
