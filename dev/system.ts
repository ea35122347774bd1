import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, Engines } from './engines/index.js';
import { startHaproxy } from './engines/haproxy.js';
import { endIdleGuard } from './engines/guard.js';
import { ensureTools } from './engines/install.js';
import { freePort } from './engines/ports.js';
import { run } from './engines/run-tool.js';
import { TOOLS } from './engines/tools.js';
import { root, startRole, type RoleName, type RoleProcess } from './roles.js';

export interface SystemOptions {
  engines: Pick<Engines, 'environment' | 'dataDir'>;
  /** The number of processes of each role: 1 by default. */
  api?: number;
  ws?: number;
  workers?: number;
  /** Port of the load balancer; a free one by default. */
  port?: number;
  /** Additional environment for every role, which takes precedence over the engines' addresses. */
  environment?: Record<string, string>;
  /** Additional environment for one process, by its name. */
  environmentOf?: (name: string) => Record<string, string>;
  onProgress?: (line: string) => void;
  /** Topics and indexes are there already. */
  prepared?: boolean;
  /** Scripts instead of `dist/server/main.js` and `dist/server/podium.js`. */
  entry?: string;
  cli?: string;
}

/** Podium as it runs in production: each role in its own processes, behind a load balancer. */
export interface System {
  readonly url: string;
  readonly api: RoleProcess[];
  readonly ws: RoleProcess[];
  readonly workers: RoleProcess[];
  readonly haproxy: Engine;
  /** The whole environment of the roles, with PUBLIC_URL and JWT_SECRET. */
  readonly environment: Record<string, string>;
  readonly all: Engine[];
  stop(): Promise<void>;
}

/** Creates topics and indexes, as a deployment does before its roles. */
export async function prepare(
  environment: Record<string, string>,
  cli = join(root, 'dist/server/podium.js'),
) {
  await run(process.execPath, [cli, 'prepare'], { ...process.env, ...environment });
}

/** Waits for every start before it fails, so that the caller, who stops the rest, knows all started processes. */
async function allStarted<T>(starts: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(starts);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return Promise.all(starts);
}

/**
 * Creates topics and indexes, then starts the roles, then the load balancer in front of them. Resolves when all of
 * them are ready. The engines belong to the caller: `stop` leaves them running.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { engines, api = 1, ws = 1, workers = 1, onProgress = () => {}, entry } = options;
  await ensureTools([TOOLS.haproxy], onProgress);
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const environment = {
    JWT_SECRET: randomBytes(32).toString('base64url'),
    ...engines.environment,
    PUBLIC_URL: url,
    // Here the end needs no time for draining.
    DRAIN_MS: '0',
    ...options.environment,
  };
  const logs = join(engines.dataDir, 'log');
  await mkdir(logs, { recursive: true });

  if (!options.prepared) {
    onProgress('creating topics and indexes …');
    await prepare(environment, options.cli);
  }

  const running: Engine[] = [];
  const startRoles = (role: RoleName, count: number) =>
    Array.from({ length: count }, async (_, index) => {
      const name = `${role}-${index + 1}`;
      const own = { ...environment, ...options.environmentOf?.(name) };
      const one = await startRole(role, { name, environment: own, log: join(logs, `${name}.log`), entry });
      running.push(one);
      return one;
    });
  // Roles drain while the load balancer still routes: their clients find another node, or get a clear refusal.
  const stop = async () => {
    await Promise.all(running.filter((one) => one.name !== 'haproxy').map((one) => one.stop()));
    await Promise.all(running.map((one) => one.stop()));
    await endIdleGuard();
  };
  try {
    onProgress('starting the roles …');
    const groups = [startRoles('api', api), startRoles('ws', ws), startRoles('worker', workers)];
    const roles = await allStarted(groups.flat());
    const of = (role: RoleName) => roles.filter((one) => one.role === role);
    const haproxy = await startHaproxy({
      port,
      api: of('api'),
      ws: of('ws'),
      // All clients have one address, that of this machine.
      connectionsOfOne: 50_000,
      dir: join(engines.dataDir, 'haproxy'),
      log: join(logs, 'haproxy.log'),
    });
    running.push(haproxy);
    return {
      url,
      api: of('api'),
      ws: of('ws'),
      workers: of('worker'),
      haproxy,
      environment,
      all: running,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
