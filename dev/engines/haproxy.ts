import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer, type Engine } from './child.js';
import { TIER } from './guard.js';
import { haproxyConfig, type Routes } from './haproxy-config.js';
import { run } from './run-tool.js';
import { findOnPath } from './tools.js';

export type { Server } from './haproxy-config.js';

export interface HaproxyOptions extends Routes {
  /** Folder for its configuration. */
  dir: string;
  /** File for its output; `haproxy.log` in `dir` by default. */
  log?: string;
}

/** Any answer means that HAProxy is ready: it answers even when the nodes behind it are down, which tests provoke. */
const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) }).then(() => true);

/** Starts the load balancer. Its configuration is checked first, so that a mistake is reported with its line. */
export async function startHaproxy({ dir, log, ...routes }: HaproxyOptions): Promise<Engine> {
  const command = findOnPath('haproxy') ?? 'haproxy';
  const config = join(dir, 'haproxy.cfg');
  await mkdir(dir, { recursive: true });
  await writeFile(config, haproxyConfig(routes));
  await run(command, ['-c', '-q', '-f', config]);
  return startServer({
    name: 'haproxy',
    port: routes.port,
    command,
    args: ['-db', '-f', config],
    env: process.env,
    log: log ?? join(dir, 'haproxy.log'),
    tier: TIER.loadBalancer,
    stopMs: 5000,
    readyMs: 10_000,
    ready: () => answers(routes.port),
  });
}
