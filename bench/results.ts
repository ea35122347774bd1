import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../dev/roles.js';
import { type Result, table } from './table.js';

const FOLDER = join(root, 'bench/results');
const README = join(root, 'bench/README.md');
const BEGIN = '<!-- results: npm run bench -- --write -->';
const END = '<!-- end of results -->';

const fileOf = (bench: string): string => join(FOLDER, `${bench}.json`);

async function kept(bench: string): Promise<Result | undefined> {
  const text = await readFile(fileOf(bench), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Result);
}

/** Writes a file for each result, and the table of all kept results into the README, in the order of `benches`. */
export async function keep(results: Result[], benches: string[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const result of results) {
    await writeFile(fileOf(result.bench), `${JSON.stringify(result, undefined, 2)}\n`);
  }
  const all = (await Promise.all(benches.map(kept))).filter((one) => one !== undefined);
  const readme = await readFile(README, 'utf8');
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${README} has no place for the results: ${BEGIN} … ${END}`);
  await writeFile(README, `${before}${BEGIN}\n\n${table(all)}\n\n${END}${after}`);
}
