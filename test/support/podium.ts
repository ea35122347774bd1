import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engines } from '../../dev/engines/index.js';
import { run } from '../../dev/engines/run-tool.js';
import { root } from '../../dev/roles.js';
import { startSystem, type System, type SystemOptions } from '../../dev/system.js';

/** A running system, with the helpers that a suite needs. */
export interface Podium extends System {
  /** Everything that the roles have logged so far. */
  logged(): Promise<string>;
}

export interface PodiumOptions extends Omit<SystemOptions, 'engines'> {
  /** Addresses of the run's engines, `inject('environment')`, or the suite's own engines. */
  engines: Record<string, string> | Engines;
}

let built: Promise<unknown> | undefined;

/** Makes sure that `dist/` is built from this source. With PODIUM_NO_BUILD=1 it is used as it is. */
export const freshBuild = (): Promise<unknown> =>
  (built ??= run(
    process.execPath,
    [join(root, 'dev/run.mjs'), 'dist/server/podium.js', '--help'],
    process.env,
  ));

const isEngines = (engines: PodiumOptions['engines']): engines is Engines =>
  typeof engines['environment'] === 'object';

/** Starts Podium's roles from `dist/` behind a load balancer, with their own folder for logs. */
export async function startPodium({ engines, ...options }: PodiumOptions): Promise<Podium> {
  await freshBuild();
  const dataDir = await mkdtemp(join(tmpdir(), 'podium-e2e-'));
  const environment = isEngines(engines) ? engines.environment : engines;
  // The engines that all suites share were prepared when they were started.
  const prepared = !isEngines(engines);
  const system = await startSystem({ prepared, ...options, engines: { environment, dataDir } });
  const roles = [...system.api, ...system.ws, ...system.workers];
  return {
    ...system,
    logged: async () => (await Promise.all(roles.map(({ log }) => readFile(log, 'utf8')))).join('\n'),
    stop: async () => {
      await system.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
