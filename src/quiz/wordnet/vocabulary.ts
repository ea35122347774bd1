import { setImmediate } from 'node:timers/promises';
import { PARTS, type Part, readData } from './files.js';
import { type RatedWord, readRatedWords, type Sense } from './senses.js';
import { isAskable, isMarked } from './suitable.js';
import { readDefinition, readSynset } from './synset.js';

/** A word that can be asked for, by its most frequent meaning. */
export interface Entry {
  word: string;
  part: Part;
  definition: string;
  /** How often WordNet's tagged texts use the word, in all its meanings. */
  count: number;
  /** Every meaning of the word, as a hash of its definition: equal definitions are one meaning. */
  meanings: number[];
  /** The same hashes of the meanings that are broader or narrower than `definition`, or similar to it. */
  near: number[];
}

/** Level 1 to 5, then part of speech; each list from the most to the least frequent word. */
export type Vocabulary = ReadonlyMap<number, ReadonlyMap<Part, readonly Entry[]>>;

export const LEVELS = 5;

/** Words that are handled in one go: a few milliseconds of work. */
const SLICE = 250;

/** FNV-1a. When two definitions have the same hash by chance, only one possible wrong answer is lost. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
};

type Data = Readonly<Record<Part, Buffer>>;

const mainSense = (senses: readonly Sense[]): Sense =>
  senses.reduce((best, sense) => (sense.count > best.count ? sense : best));

const toEntry = ({ word, count, senses }: RatedWord, data: Data): Entry | undefined => {
  const definitions = senses.map(({ part, offset }) => readDefinition(data[part], offset));
  if (definitions.some(isMarked)) return undefined;
  const { part, offset } = mainSense(senses);
  const { words, definition, near } = readSynset(data[part], part, offset);
  // Only capitals show that a word is a name, and index.sense has none.
  if (!words.includes(word) || !isAskable(definition, word)) return undefined;
  const nearDefinitions = near.map((at) => readDefinition(data[part], at));
  return { word, part, definition, count, meanings: definitions.map(hash), near: nearDefinitions.map(hash) };
};

/** Among words of one count, those with more meanings come first: they are more common. The hash avoids alphabetical order. */
const byFrequency = (a: Entry, b: Entry): number =>
  b.count - a.count || b.meanings.length - a.meanings.length || hash(a.word) - hash(b.word);

const split = (entries: Entry[]): Vocabulary => {
  const ranked = entries.toSorted(byFrequency);
  const levels = Array.from({ length: LEVELS }, (_, i) => {
    const band = ranked.slice((i * ranked.length) / LEVELS, ((i + 1) * ranked.length) / LEVELS);
    const parts = PARTS.map((part) => [part, band.filter((entry) => entry.part === part)] as const);
    return [i + 1, new Map(parts)] as const;
  });
  return new Map(levels);
};

const build = async (): Promise<Vocabulary> => {
  const rated = await readRatedWords();
  const [noun, verb, adj, adv] = await Promise.all([
    readData('noun'),
    readData('verb'),
    readData('adj'),
    readData('adv'),
  ]);
  const data: Data = { noun, verb, adj, adv };
  const entries: Entry[] = [];
  for (let from = 0; from < rated.length; from += SLICE) {
    for (const word of rated.slice(from, from + SLICE)) {
      const entry = toEntry(word, data);
      if (entry) entries.push(entry);
    }
    await setImmediate();
  }
  return split(entries);
};

let loaded: Promise<Vocabulary> | undefined;

/**
 * WordNet's words in five bands of equal size by frequency, 1 the most common. Read once, at the first call, in slices
 * of a few milliseconds; a failed read is tried again by the next call.
 */
export const loadVocabulary = (): Promise<Vocabulary> => {
  loaded ??= build().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
};
