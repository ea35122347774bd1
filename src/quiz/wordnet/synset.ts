import type { Part } from './files.js';

/** The parts of a line of a data file that a quiz needs (wndb(5WN)). */
export interface Synset {
  /** Spelled as in the dictionary: names are capitalised. */
  words: string[];
  definition: string;
  /** Offsets of broader, narrower and similar synsets of the same part of speech. */
  near: number[];
}

/** Hypernym, hyponym, instance of both, similar to, see also, verb group. */
const NEAR_POINTERS = new Set(['@', '~', '@i', '~i', '&', '^', '$']);
const PART_LETTER: Record<Part, string> = { noun: 'n', verb: 'v', adj: 'a', adv: 'r' };

/** The definition without its examples, with WordNet's typewriter quotes replaced by real ones. */
const definitionOf = (gloss: string): string =>
  (gloss.split(/[;:,]?\s*"/u, 1)[0] ?? '')
    .replaceAll(/`([^'`]*)'/gu, '“$1”')
    .replaceAll(/\s+/gu, ' ')
    .trim();

const lineAt = (data: Buffer, offset: number): string =>
  data.toString('utf8', offset, data.indexOf(10, offset));

export const readSynset = (data: Buffer, part: Part, offset: number): Synset => {
  const line = lineAt(data, offset);
  const bar = line.indexOf(' | ');
  const fields = line.slice(0, bar).split(' ');
  const wordCount = Number.parseInt(fields[3] ?? '0', 16);
  // Adjectives can have a marker of their place, such as `(p)`.
  const words = Array.from({ length: wordCount }, (_, i) =>
    (fields[4 + 2 * i] ?? '').replace(/\(\w+\)$/, ''),
  );
  const first = 5 + 2 * wordCount;
  const pointerCount = Number(fields[first - 1]);
  const near: number[] = [];
  for (let at = first; at < first + 4 * pointerCount; at += 4) {
    if (NEAR_POINTERS.has(fields[at] ?? '') && fields[at + 2] === PART_LETTER[part])
      near.push(Number(fields[at + 1]));
  }
  return { words, definition: definitionOf(line.slice(bar + 3)), near };
};

/** Reads only the definition, which is much cheaper. */
export const readDefinition = (data: Buffer, offset: number): string => {
  const bar = data.indexOf(' | ', offset);
  return definitionOf(data.toString('utf8', bar + 3, data.indexOf(10, bar)));
};
