import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { startServer, type Engine } from './child.js';
import { HERE, inPlace, type EngineOptions, type NodeOptions } from './engine-options.js';
import { TIER } from './guard.js';
import { findKafka } from './kafka-distribution.js';
import { kafkaProperties } from './kafka-properties.js';
import { freePort } from './ports.js';
import { run } from './run-tool.js';
import { findOnPath } from './tools.js';

/** The name of the cluster's data. It can be a fixed one, since brokers of different launchers never meet. */
const CLUSTER_ID = 'UG9kaXVtUG9kaXVtUG9kaQ';

const JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

const LOGGING = [
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.showThreadName=false',
];

/**
 * A broker can accept connections before it serves: it serves when its metadata names itself and a controller.
 *
 * @param announcedPort the port by which it names itself
 */
export async function brokerServes(host: string, port: number, announcedPort = port): Promise<boolean> {
  const kafka = new kafkajs.Kafka({
    clientId: 'podium-launcher',
    brokers: [`${host}:${port}`],
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
    return brokers.some((broker) => broker.port === announcedPort) && controller !== null;
  } finally {
    await admin.disconnect();
  }
}

/**
 * Starts a broker; its data folder is formatted once and never again.
 *
 * @param properties the properties of this node, for its data in `<dir>/data`
 * @param limits its memory in MiB, and the milliseconds that it can take to stop
 */
export async function runKafka(
  { name, port, announcedPort, environment, place, dir, log, progress, ready }: NodeOptions,
  properties: Record<string, string | number | boolean>,
  limits: { heapMb: number; stopMs: number },
): Promise<Engine> {
  const classes = join(await findKafka(progress), '*');
  const config = join(dir, 'server.properties');
  const data = join(dir, 'data');
  const java = [`-Xmx${limits.heapMb}m`, ...JVM, ...LOGGING, '-cp', classes];
  await mkdir(data, { recursive: true });
  const lines = Object.entries(properties).map(([property, value]) => `${property}=${value}`);
  await writeFile(config, lines.join('\n'));
  if (!existsSync(join(data, 'meta.properties'))) {
    await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config]);
  }
  return startServer({
    name,
    port,
    announcedPort,
    host: place.address,
    ...inPlace(place, findOnPath('java') ?? 'java', [...java, 'kafka.Kafka', config]),
    env: { ...process.env, ...environment },
    log,
    tier: TIER.engine,
    stopMs: limits.stopMs,
    readyMs: 90_000,
    ready,
  });
}

/** A cluster of one node. Its heap is small enough for a laptop: Kafka's own defaults reserve twice the memory. */
export async function startKafka(options: EngineOptions): Promise<Engine> {
  const { port, dir } = options;
  const node = { id: 1, address: HERE.address, port, controllerPort: await freePort() };
  const ready = () => brokerServes(node.address, port);
  const properties = kafkaProperties(node, [node], join(dir, 'data'));
  return runKafka({ ...options, name: 'kafka', place: HERE, ready }, properties, {
    heapMb: 512,
    stopMs: 20_000,
  });
}
