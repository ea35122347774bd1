import { mongo } from 'mongoose';
import { addressOf, type Engine } from '../child.js';
import type { ClusterNode } from '../engine-options.js';
import { MONGO_SET, NOT_YET_INITIALIZED, runMongo } from '../mongo.js';
import { askMongo, mongoState } from './mongo-view.js';
import { until } from './until.js';

const FORMED_MS = 60_000;

/** With these settings a lost primary has a successor after about three seconds instead of twelve. */
const ELECTIONS = { electionTimeoutMillis: 2000, heartbeatIntervalMillis: 500, heartbeatTimeoutSecs: 2 };

/** The address for clients. It names all three servers, so that a client can connect while two of them are away. */
export const replicaSetUrl = (engines: Engine[]): string =>
  `mongodb://${engines.map(addressOf).join(',')}/podium?replicaSet=${MONGO_SET}`;

async function formReplicaSet(engines: Engine[]): Promise<void> {
  const members = engines.map((engine, _id) => ({ _id, host: addressOf(engine) }));
  await askMongo(engines[0]!, async (admin) => {
    try {
      await admin.command({ replSetGetConfig: 1 });
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError) || error.code !== NOT_YET_INITIALIZED) throw error;
      // The server first asks the others, which can take longer than a question about itself.
      await admin.command({ replSetInitiate: { _id: MONGO_SET, members, settings: ELECTIONS } });
    }
  });
}

const roleOf = async (address: Pick<Engine, 'host' | 'port'>) => (await mongoState(address)).role;

/** Starts three servers and makes them a replica set, unless they are one already. */
export async function startMongoNodes(
  nodes: ClusterNode[],
  started: (engine: Engine) => void,
  testCommands = false,
): Promise<void> {
  let forming = true;
  const engines = await Promise.all(
    nodes.map(async (node) => {
      const address = { host: node.place.address, port: node.port };
      const ready = async () => (await roleOf(address)) !== 'neither' || forming;
      const engine = await runMongo({ ...node, ready }, { memoryGb: 0.25, handOverMs: 1000, testCommands });
      started(engine);
      return engine;
    }),
  );
  await until('MongoDB is a replica set', FORMED_MS, async () => {
    await formReplicaSet(engines);
    const roles = (await Promise.all(engines.map(roleOf))).toSorted();
    return roles.join() === 'primary,secondary,secondary';
  });
  forming = false;
}
