import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const HOUR_MS = 3_600_000;

const cacheRoot = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'podium');

/** Whether `name` is in the cache already. */
export const isCached = (name: string): boolean => existsSync(join(cacheRoot(), name));

/** Removes folders that a killed installation left behind. A young folder can belong to another launcher, and stays. */
async function removeLeftovers(root: string): Promise<void> {
  for (const entry of await readdir(root)) {
    const path = join(root, entry);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (entry.startsWith('.') && age > HOUR_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * A folder of the user's cache, filled once. It is filled under another name and then renamed. So a killed installation
 * leaves no half-filled folder, and of two installations at the same time the first one counts.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const root = cacheRoot();
  const target = join(root, name);
  if (existsSync(target)) return target;
  await mkdir(root, { recursive: true });
  await removeLeftovers(root);
  const folder = await mkdtemp(join(root, `.${name}-`));
  try {
    await fill(folder);
    await rename(folder, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return target;
}
