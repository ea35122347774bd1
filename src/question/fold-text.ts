// Lower case first for ẞ, which has no other upper case; upper case next for ß and ſ, which have no other lower case.
const oneCase = (text: string): string =>
  text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');

/**
 * What two texts have in common when they count as the same answer: Unicode NFKC, no outer and single inner white
 * space and, unless `caseSensitive`, one case, with ß as ss and ς as σ. The case mappings are the locale-independent
 * ones, so a server in Turkey grades like any other.
 */
export const foldText = (text: string, caseSensitive = false): string => {
  const spaced = text.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  return caseSensitive ? spaced : oneCase(spaced);
};
