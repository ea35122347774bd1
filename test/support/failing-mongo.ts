import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mongoose';
import { startServer, type Engine } from '../../dev/engines/child.js';
import { openDataFolder } from '../../dev/engines/data-folder.js';
import { endIdleGuard, TIER } from '../../dev/engines/guard.js';
import { findMongod } from '../../dev/engines/mongod-binary.js';
import { accepts, freePort } from '../../dev/engines/ports.js';

/** A MongoDB whose writes can be made to fail, by its own fail points. */
export interface FailingMongo {
  connection: Connection;
  /** @param times the number of bulk writes that fail; Infinity for all until `mend` */
  fail(errorCode: number, times: number): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFailingMongo(): Promise<FailingMongo> {
  const folder = await openDataFolder();
  const dir = join(folder.path, 'mongo');
  await mkdir(dir, { recursive: true });
  const port = await freePort();
  const engine: Engine = await startServer({
    name: 'failing mongo',
    port,
    command: await findMongod(() => undefined),
    args: [
      `--port=${port}`,
      '--bind_ip=127.0.0.1',
      `--dbpath=${dir}`,
      '--wiredTigerCacheSizeGB=0.25',
      '--nounixsocket',
      '--setParameter=enableTestCommands=1',
    ],
    env: { ...process.env, LC_ALL: 'C' },
    log: folder.log('mongo'),
    tier: TIER.engine,
    stopMs: 20_000,
    readyMs: 60_000,
    ready: () => accepts(port),
  });
  const url = `mongodb://127.0.0.1:${port}/podium?directConnection=true`;
  const connection = await createConnection(url, { retryWrites: false }).asPromise();
  const failPoint = (mode: object | string, data?: object) =>
    connection
      .getClient()
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode, ...(data && { data }) });
  return {
    connection,
    fail: async (errorCode, times) => {
      const mode = times === Infinity ? 'alwaysOn' : { times };
      await failPoint(mode, { failCommands: ['update'], errorCode });
    },
    mend: async () => void (await failPoint('off')),
    stop: async () => {
      await connection.close();
      await engine.stop();
      await folder.release();
      await endIdleGuard();
    },
  };
}
