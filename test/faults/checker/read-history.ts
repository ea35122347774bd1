import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { HistoryLine } from '../history.js';
import type { History } from './evidence.js';
import { HistoryIndex } from './history-index.js';

/**
 * Reads a `history.jsonl` line by line.
 *
 * @throws Error that names the line when it cannot be read or contradicts the lines before it
 */
export async function readHistory(file: string): Promise<History> {
  const index = new HistoryIndex();
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    try {
      index.add(JSON.parse(line) as HistoryLine);
    } catch (error) {
      throw new Error(`${file}:${number}: ${(error as Error).message}`, { cause: error });
    }
  }
  const history = index.finish();
  if (history.size === 0) throw new Error(`${file} has no session: a run without one shows nothing`);
  return history;
}

/** All lines of a `faults.jsonl` or `metrics.jsonl`; none if there is no file, or if it is empty. */
export async function readLines<Line>(file: string | undefined): Promise<Line[]> {
  const text = file === undefined || !existsSync(file) ? '' : await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
