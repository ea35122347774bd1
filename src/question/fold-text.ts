// Lower case first for ẞ, which has no other upper case; upper case next for ß and ſ, which have no other lower case.
const oneCase = (text: string): string =>
  text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');

/**
 * The form that two texts share when they count as the same answer: Unicode NFKC, without outer white space, with single
 * inner spaces and, unless `caseSensitive`, in one case, with ß as ss and ς as σ. The case mappings do not depend on the
 * locale, so a server in Turkey grades like any other.
 */
export const foldText = (text: string, caseSensitive = false): string => {
  const spaced = text.normalize('NFKC').trim().replace(/\s+/gu, ' ');
  return caseSensitive ? spaced : oneCase(spaced);
};
