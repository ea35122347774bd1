import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../engines/index.js';

const LINES = 5;

/** Copies the logs out of the data folder, which is removed with the engines. @returns the path of the copy */
export async function keepLogs(dataDir: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'podium-demo-logs-'));
  await cp(join(dataDir, 'log'), copy, { recursive: true });
  return copy;
}

/** Rejects as soon as one of these processes ends, with the last lines of its log. */
export async function untilOneDies(processes: Engine[]): Promise<never> {
  const dead = await Promise.race(
    processes.map(async (one) => {
      const { code, signal, error } = await one.exited;
      return { name: one.name, path: one.log, how: error ?? signal ?? `code ${code}` };
    }),
  );
  const log = await readFile(dead.path, 'utf8').catch(() => '');
  const lines = log.trimEnd().split('\n').slice(-LINES).join('\n');
  throw new Error(`${dead.name} ended unexpectedly (${dead.how}). Its last lines:\n${lines}`);
}
