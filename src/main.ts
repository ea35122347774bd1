import 'reflect-metadata';
import { EnvironmentError, loadEnvironment } from './platform/config/load-environment.js';
import { startTracing } from './platform/tracing/start-tracing.js';
import type { Environment, Role } from './platform/config/environment.js';

type Bootstrap = { bootstrap(env: Environment): Promise<void> };

/** Only the role of this process is imported: a worker loads no gateway, and a ws node no REST. */
const roles: Record<Role, () => Promise<Bootstrap>> = {
  api: () => import('./roles/api.js'),
  ws: () => import('./roles/ws.js'),
  worker: () => import('./roles/worker.js'),
  all: () => import('./roles/all.js'),
};

try {
  const env = loadEnvironment(process.env);
  await startTracing(env);
  const { bootstrap } = await roles[env.ROLE]();
  await bootstrap(env);
} catch (error) {
  // The reader has to correct a wrong environment, so the list of problems is printed without a stack.
  const text = error instanceof EnvironmentError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
