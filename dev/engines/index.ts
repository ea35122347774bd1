import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './child.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import type { EngineOptions, Progress } from './engine-options.js';
import { endIdleGuard } from './guard.js';
import { ensureTools } from './install.js';
import { kafkaTools } from './kafka-distribution.js';
import { startKafka } from './kafka.js';
import { mongodTools } from './mongod-binary.js';
import { mongoUrl, startMongo } from './mongo.js';
import { freePort } from './ports.js';
import { startRedis } from './redis.js';
import { TOOLS, type Tool } from './tools.js';

export type { Engine } from './child.js';
export type EngineName = 'redis' | 'kafka' | 'mongo';

export interface StartOptions {
  /** A given folder is kept; without one, a temporary folder is used and removed. */
  dataDir?: string;
  /** Only these engines; all three by default. */
  only?: EngineName[];
  /** Fixed ports; free ones by default. */
  ports?: Partial<Record<EngineName, number>>;
  onProgress?: Progress;
}

/** Running engines. Access to an engine that was left out by `only` throws. */
export interface Engines {
  readonly redisUrl: string;
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  readonly redis: Engine;
  readonly kafka: Engine;
  readonly mongo: Engine;
  /** The engines that run. */
  readonly all: Engine[];
  readonly dataDir: string;
  /** REDIS_URL, MONGODB_URL and KAFKA_BROKERS, as far as they run. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

const KINDS: Record<
  EngineName,
  {
    start(options: EngineOptions): Promise<Engine>;
    tools(): Tool[];
    variable: string;
    address(port: number): string;
  }
> = {
  redis: {
    start: startRedis,
    tools: () => [TOOLS.redis],
    variable: 'REDIS_URL',
    address: (port) => `redis://127.0.0.1:${port}`,
  },
  kafka: {
    start: startKafka,
    tools: kafkaTools,
    variable: 'KAFKA_BROKERS',
    address: (port) => `127.0.0.1:${port}`,
  },
  mongo: { start: startMongo, tools: mongodTools, variable: 'MONGODB_URL', address: mongoUrl },
};

/** Tools of the system that these engines need and that have to be on this machine. */
export const engineTools = (names: EngineName[]): Tool[] => names.flatMap((name) => KINDS[name].tools());

async function startOne(name: EngineName, folder: DataFolder, port: number | undefined, progress: Progress) {
  const dir = join(folder.path, name);
  await mkdir(dir, { recursive: true });
  return KINDS[name].start({ port: port ?? (await freePort()), dir, log: folder.log(name), progress });
}

function describe(running: Map<EngineName, Engine>, dataDir: string, stop: () => Promise<void>): Engines {
  const get = (name: EngineName): Engine => {
    const engine = running.get(name);
    if (!engine) throw new Error(`${name} was not started`);
    return engine;
  };
  const address = (name: EngineName) => KINDS[name].address(get(name).port);
  const names = [...running.keys()];
  return {
    get redisUrl() {
      return address('redis');
    },
    get mongoUrl() {
      return address('mongo');
    },
    get kafkaBrokers() {
      return address('kafka');
    },
    get redis() {
      return get('redis');
    },
    get kafka() {
      return get('kafka');
    },
    get mongo() {
      return get('mongo');
    },
    all: [...running.values()],
    dataDir,
    environment: Object.fromEntries(names.map((name) => [KINDS[name].variable, address(name)])),
    stop,
  };
}

/**
 * Starts Redis, Kafka and MongoDB, all real and at the same time, and resolves when all of them serve. When one fails,
 * the others are stopped again and the error holds the last lines of its log.
 */
export async function startEngines(options: StartOptions = {}): Promise<Engines> {
  const { only = ['redis', 'kafka', 'mongo'], ports = {}, onProgress = () => {} } = options;
  await ensureTools(engineTools(only), onProgress);
  const folder = await openDataFolder(options.dataDir);
  const running = new Map<EngineName, Engine>();
  const stop = async () => {
    await Promise.all([...running.values()].map((engine) => engine.stop()));
    await folder.release();
    await endIdleGuard();
  };
  const starts = only.map(async (name) =>
    running.set(name, await startOne(name, folder, ports[name], onProgress)),
  );
  const failure = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  return describe(running, folder.path, stop);
}
