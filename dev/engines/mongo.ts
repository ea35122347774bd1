import { mongo } from 'mongoose';
import { startServer, type Engine } from './child.js';
import { HERE, inPlace, type EngineOptions, type NodeOptions } from './engine-options.js';
import { TIER } from './guard.js';
import { findMongod } from './mongod-binary.js';

export const MONGO_SET = 'podium';
export const NOT_YET_INITIALIZED = 94;

/** The address for clients. They connect through the replica set, and so wait for a primary as they would in production. */
export const mongoUrl = (port: number) =>
  `mongodb://127.0.0.1:${port}/podium?replicaSet=${MONGO_SET}&directConnection=false`;

/** Makes a replica set of one node, and updates the address when its data starts on another port. */
async function configure(admin: mongo.Db, host: string): Promise<void> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host === host) return;
    const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: MONGO_SET, members: [{ _id: 0, host }] } });
  }
}

/** The server is ready when it is a primary and takes a majority write: an oplog note, which leaves nothing in a collection. */
async function isReady(port: number): Promise<boolean> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2000,
  });
  try {
    const admin = client.db('admin');
    await configure(admin, `127.0.0.1:${port}`);
    const { isWritablePrimary } = await admin.command({ hello: 1 });
    if (!isWritablePrimary) return false;
    const note = { appendOplogNote: 1, data: { podium: 'ready' } };
    await admin.command({ ...note, writeConcern: { w: 'majority', wtimeout: 2000 } });
    return true;
  } finally {
    await client.close();
  }
}

interface MongoSettings {
  /** The size of its cache. */
  memoryGb: number;
  /** How long a primary that has to end waits for another server to take over; the default is 15 s. */
  handOverMs: number;
  /** It can be made to fail operations, by `configureFailPoint`. */
  testCommands?: boolean;
}

/** Starts a server of a replica set; the caller has to introduce it to the others. */
export async function runMongo(
  { name, port, announcedPort, environment, place, dir, log, progress, ready }: NodeOptions,
  { memoryGb, handOverMs, testCommands = false }: MongoSettings,
): Promise<Engine> {
  const settings = {
    port,
    bind_ip: place.address,
    replSet: MONGO_SET,
    dbpath: dir,
    wiredTigerCacheSizeGB: memoryGb,
    oplogSize: 256,
  };
  const args = [
    ...Object.entries(settings).map(([setting, value]) => `--${setting}=${value}`),
    '--nounixsocket',
    `--setParameter=shutdownTimeoutMillisForSignaledShutdown=${handOverMs}`,
    '--setParameter=diagnosticDataCollectionEnabled=false',
    ...(testCommands ? ['--setParameter=enableTestCommands=true'] : []),
  ];
  return startServer({
    name,
    port,
    announcedPort,
    host: place.address,
    ...inPlace(place, await findMongod(progress), args),
    // mongod refuses to start with a locale that the machine does not have.
    env: { ...process.env, ...environment, LC_ALL: 'C' },
    log,
    tier: TIER.engine,
    stopMs: 20_000,
    readyMs: 60_000,
    ready,
  });
}

/** A replica set of one, so that majority writes are real. */
export const startMongo = (options: EngineOptions): Promise<Engine> =>
  runMongo(
    { ...options, name: 'mongo', place: HERE, ready: () => isReady(options.port) },
    { memoryGb: 0.5, handOverMs: 100 },
  );
