import { type Part, senseLines } from './files.js';

/** One meaning of a word: where its synset lies, and how often the tagged texts of WordNet use the word so. */
export interface Sense {
  part: Part;
  /** Byte offset in the data file of `part`. */
  offset: number;
  count: number;
}

export interface RatedWord {
  word: string;
  /** Sum of the counts of all senses: the word's frequency. At least 1. */
  count: number;
  senses: Sense[];
}

/** Short words are function words and abbreviations; other characters mean several words, names or numbers. */
const USABLE = /^[a-z]{4,}$/;

/** First digit of a sense key's lexical type; 5 are satellite adjectives. */
const PART_OF: Record<string, Part> = { 1: 'noun', 2: 'verb', 3: 'adj', 4: 'adv', 5: 'adj' };

/** Reads one line of `index.sense`: `lemma%type:file:id:head:head_id offset sense_number tag_count` (senseidx(5WN)). */
const parse = (line: string, wordEnd: number): Sense | undefined => {
  const part = PART_OF[line.charAt(wordEnd + 1)];
  const [, offset, , count] = line.split(' ');
  return part && offset && count ? { part, offset: Number(offset), count: Number(count) } : undefined;
};

/**
 * The single words of four letters and more that occur in WordNet's tagged texts at least once; names are among them,
 * since this index has no capitals. Words that never occur are left out: nothing says how rare they are, and most
 * are technical.
 */
export const readRatedWords = async (): Promise<RatedWord[]> => {
  const words: RatedWord[] = [];
  let current: RatedWord = { word: '', count: 0, senses: [] };
  const finish = () => {
    if (current.count > 0) words.push(current);
  };
  // The file is sorted, so the senses of a word follow each other.
  for await (const lines of senseLines()) {
    for (const line of lines) {
      const wordEnd = line.indexOf('%');
      const word = line.slice(0, wordEnd);
      if (word !== current.word) {
        if (!USABLE.test(word)) continue;
        finish();
        current = { word, count: 0, senses: [] };
      }
      const sense = parse(line, wordEnd);
      if (!sense) continue;
      current.senses.push(sense);
      current.count += sense.count;
    }
  }
  finish();
  return words;
};
