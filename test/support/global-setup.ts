import type { TestProject } from 'vitest/node';
import { startEngines, type Engines } from '../../dev/engines/index.js';
import { prepare } from '../../dev/system.js';
import { freshBuild, shared, type SharedPodium, startPodium } from './podium.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** REDIS_URL, MONGODB_URL and KAFKA_BROKERS of the run's engines: `inject('environment')`. */
    environment: Record<string, string>;
    /** The system that suites of `e2e` and `web` share: `sharedPodium()`. */
    system: SharedPodium;
  }
}

/** Vitest loads this module once for each project; they meet on `globalThis`. */
interface Engined {
  users: number;
  engines?: Promise<Engines>;
}

const WITH_SYSTEM = ['e2e', 'web'];

const KEY = Symbol.for('podium.test.engines');
const run: Engined = ((globalThis as { [KEY]?: Engined })[KEY] ??= { users: 0 });

/** One set of engines for all suites of a run; the last project to end stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.users++;
  run.engines ??= startEngines({ onProgress: (line) => console.error(line) });
  const engines = await run.engines;
  // Once for all suites that start roles.
  if (project.name !== 'medium') {
    await freshBuild();
    await prepare(engines.environment);
  }
  project.provide('environment', engines.environment);
  const system = WITH_SYSTEM.includes(project.name)
    ? await startPodium({ engines: engines.environment, ws: 3 })
    : undefined;
  if (system) project.provide('system', shared(system));
  return async () => {
    await system?.stop();
    if (--run.users > 0) return;
    run.engines = undefined;
    await engines.stop();
  };
}
