import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../../dev/roles.js';
import { ended } from '../support/ended.js';
import { until } from '../support/until.js';

export const NAMESPACE = 'podium';

/** Runs one `kubectl` command in Podium's namespace, and does not throw when it fails. */
export async function tryKubectl(args: string[], input?: string): Promise<{ ok: boolean; output: string }> {
  const { code, output } = await ended('kubectl', ['-n', NAMESPACE, ...args], { cwd: root, input });
  return { ok: code === 0, output };
}

/** Runs a command and returns its output. @throws Error with the output when it fails */
export async function kubectl(...args: string[]): Promise<string> {
  const { ok, output } = await tryKubectl(args);
  if (!ok) throw new Error(`kubectl ${args.join(' ')}: ${output}`);
  return output.trim();
}

export const get = async <Resource>(...what: string[]): Promise<Resource> =>
  JSON.parse(await kubectl('get', ...what, '-o', 'json')) as Resource;

/** Whether `look` returns true within a time. */
export const eventually = (look: () => Promise<boolean>, withinMs: number): Promise<boolean> =>
  until(look, { what: 'such state', withinMs, everyMs: 500 }).then(
    () => true,
    () => false,
  );

/** Watches a Deployment; `stop` gives the fewest replicas that were ready at any time. */
export function watchReady(deployment: string): { stop(): number } {
  let fewest = Infinity;
  const format = 'jsonpath={.status.readyReplicas}{"\\n"}';
  const child = spawn('kubectl', ['-n', NAMESPACE, 'get', 'deployment', deployment, '-w', '-o', format]);
  createInterface(child.stdout).on('line', (line) => (fewest = Math.min(fewest, Number(line))));
  return {
    stop() {
      child.kill();
      return fewest;
    },
  };
}
