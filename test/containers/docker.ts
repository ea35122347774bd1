import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../../dev/roles.js';

const exec = promisify(execFile);
const MEGABYTES = 64;

/** Runs one `docker` command. @returns its output */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await exec('docker', args, { cwd: root, maxBuffer: MEGABYTES * 2 ** 20 });
  return stdout.trim();
}

/** Runs a command and shows its output as it comes. @returns whether it ended with 0 */
export const shown = (
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<boolean> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });

/** The fields that are read from `docker inspect` of a container. */
export interface Container {
  Name: string;
  Config: { User: string; Image: string; Labels: Record<string, string> };
  State: { Status: string; ExitCode: number; Health?: { Status: string } };
  HostConfig: {
    ReadonlyRootfs: boolean;
    CapDrop: string[] | null;
    Privileged: boolean;
    SecurityOpt: string[] | null;
  };
}

/** The lines of an output, without empty ones. */
export const lines = (text: string): string[] => text.split('\n').filter(Boolean);

/** Every container of a compose project, including those that have ended. */
export async function containersOf(project: string): Promise<Container[]> {
  const ids = lines(await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${project}`));
  return ids.length === 0 ? [] : (JSON.parse(await docker('inspect', ...ids)) as Container[]);
}
