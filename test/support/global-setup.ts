import type { TestProject } from 'vitest/node';
import { startEngines, type Engines } from '../../dev/engines/index.js';
import { prepare } from '../../dev/system.js';
import { freshBuild } from './podium.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** REDIS_URL, MONGODB_URL and KAFKA_BROKERS of the run's engines: `inject('environment')`. */
    environment: Record<string, string>;
  }
}

/** Vitest loads this module once for each project; the projects share this object through `globalThis`. */
interface Shared {
  users: number;
  engines?: Promise<Engines>;
}

const KEY = Symbol.for('podium.test.engines');
const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= { users: 0 });

/** One set of engines for all suites of a run; the last project to end stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.users++;
  shared.engines ??= startEngines({ onProgress: (line) => console.error(line) });
  const engines = await shared.engines;
  // Needed once, for all suites that start roles.
  if (project.name !== 'medium') {
    await freshBuild();
    await prepare(engines.environment);
  }
  project.provide('environment', engines.environment);
  return async () => {
    if (--shared.users > 0) return;
    shared.engines = undefined;
    await engines.stop();
  };
}
