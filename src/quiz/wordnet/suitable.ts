/** A word is never shown when WordNet marks one of its senses like this, whichever sense is asked for. */
const MARKED =
  /obscen|ethnic slur|\bslurs?\b|offensive|disparag|vulgar|derogat|pejorative|insulting term|contemptuous|slang for sex/i;

/** Definitions that are not suitable for a class, although WordNet does not mark them. */
const INDECENT =
  /sexual|genital|erotic|prostitut|\bpenis|vagina|\banus|\banal\b|buttocks|breasts?\b|nipple|urin(e|at)|feces|fecal|excre|defecat|bowel movement|\brape/i;

export const isMarked = (definition: string): boolean => MARKED.test(definition);

const FUNCTION_WORDS = new Set([
  'and',
  'for',
  'from',
  'not',
  'off',
  'one',
  'out',
  'that',
  'the',
  'was',
  'with',
]);

const commonPrefix = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
};

/** Whether two words look like forms of one: happy and happiness, run and running, kind and unkind. */
const related = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3) return false;
  if (long.startsWith(short) || (short.length > 3 && long.includes(short))) return true;
  return commonPrefix(a, b) >= Math.max(3, 0.7 * short.length);
};

/** Whether the definition contains the word or a form of it. */
export const givesAway = (definition: string, word: string): boolean =>
  (definition.toLowerCase().match(/[a-z]+/g) ?? []).some(
    (other) => (other === word || !FUNCTION_WORDS.has(other)) && related(other, word),
  );

/** Whether the definition can be asked for as it stands: it is a phrase, is decent, and does not contain its own answer. */
export const isAskable = (definition: string, word: string): boolean =>
  definition.length >= 12 &&
  definition.length <= 200 &&
  definition.includes(' ') &&
  !INDECENT.test(definition) &&
  !givesAway(definition, word);
