import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { guardPid, removeAtEnd } from './guard.js';

/** The folder in which a set of engines keeps its files. */
export interface DataFolder {
  path: string;
  /** Log file of a process. */
  log(name: string): string;
  /** Removes a temporary folder; unlocks any other. */
  release(): Promise<void>;
}

/** The guard lives as long as the engines, so the lock file contains the id of the guard. */
async function isGuardAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    // The id can belong to another program by now. On a system without /proc the id alone has to do.
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'guard.mjs')).includes('guard.mjs');
  } catch {
    return false;
  }
}

/** Two Redis servers on one file would destroy it, and Redis itself does not check that. */
async function lock(path: string): Promise<string> {
  const file = join(path, 'in-use-by');
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (holder > 0 && (await isGuardAlive(holder))) {
    throw new Error(
      `${path} is in use by other engines (their guard is process ${holder}): stop them or choose another folder`,
    );
  }
  await rm(file, { force: true });
  await writeFile(file, String(guardPid()), { flag: 'wx' });
  return file;
}

/** A given folder is locked and kept. Without one, the folder is temporary and is removed with the engines. */
export async function openDataFolder(given?: string): Promise<DataFolder> {
  const path = given ? resolve(given) : await mkdtemp(join(tmpdir(), 'podium-'));
  if (!given) removeAtEnd(path);
  await mkdir(join(path, 'log'), { recursive: true });
  const lockFile = given ? await lock(path) : undefined;
  return {
    path,
    log: (name) => join(path, 'log', `${name}.log`),
    release: () =>
      lockFile ? rm(lockFile, { force: true }) : rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}
