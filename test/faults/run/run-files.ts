import { createReadStream } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FaultLine, HistoryLine } from '../history.js';
import { type Recovery, RecoveryFigures } from './recovery.js';

/** Paths of the files that are written during a run. */
export interface RunFiles {
  history: string;
  faults: string;
  metrics: string;
}

export const runFiles = (folder: string): RunFiles => ({
  history: join(folder, 'history.jsonl'),
  faults: join(folder, 'faults.jsonl'),
  metrics: join(folder, 'metrics.jsonl'),
});

/** @param faults in the order they began */
export async function figures(history: string, faults: FaultLine[]): Promise<Recovery[]> {
  const recovery = new RecoveryFigures();
  for await (const line of createInterface({ input: createReadStream(history) })) {
    recovery.take(JSON.parse(line) as HistoryLine);
  }
  return recovery.of(faults);
}

/** Copies logs and history out of the data folder, which is removed with the engines. @returns the path of the copy */
export async function keep(dataDir: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'podium-faults-'));
  const parts = ['log', ...Object.values(runFiles(dataDir)).map((path) => basename(path))];
  for (const part of parts) {
    await cp(join(dataDir, part), join(copy, part), { recursive: true }).catch(() => undefined);
  }
  return copy;
}
