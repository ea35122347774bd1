import { fileURLToPath } from 'node:url';
import { startServer, type Engine } from './engines/child.js';
import { TIER } from './engines/guard.js';
import { freePort } from './engines/ports.js';

export type RoleName = 'api' | 'ws' | 'worker' | 'all';

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** How Node starts a role, as in docker/Dockerfile, which gives the reasons. */
export const NODE_FLAGS = [
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
  '--heap-growing-percent=40',
  '--enable-source-maps',
];

export interface RoleOptions {
  /** NODE_NAME of the process. */
  name: string;
  /** The configuration of the role, above all the addresses of the engines. */
  environment: Record<string, string>;
  /** A free port by default. */
  port?: number;
  /** File for its output; this process's own output by default. */
  log?: string;
  /** Script to run instead of `dist/server/main.js`. */
  entry?: string;
}

/** A role of Podium as a process of its own. */
export interface RoleProcess extends Engine {
  readonly role: RoleName;
  readonly url: string;
}

const isReady = (url: string) =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.ok);

/** Starts one role from `dist/` and resolves when it is ready. When it ends before, it rejects at once with its last lines. */
export async function startRole(role: RoleName, options: RoleOptions): Promise<RoleProcess> {
  const {
    name,
    environment,
    port = await freePort(),
    log = 'inherit',
    entry = 'dist/server/main.js',
  } = options;
  const url = `http://127.0.0.1:${port}`;
  const engine = await startServer({
    name,
    port,
    command: process.execPath,
    args: [...NODE_FLAGS, entry],
    cwd: root,
    env: { ...process.env, ...environment, ROLE: role, PORT: String(port), NODE_NAME: name },
    log,
    tier: TIER.role,
    stopMs: 30_000,
    readyMs: 60_000,
    ready: () => isReady(url),
  });
  // This is not a copy, since pid and exited are getters that follow a restart.
  return Object.defineProperties(engine as RoleProcess, { role: { value: role }, url: { value: url } });
}
