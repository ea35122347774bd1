/** The beginnings that make a spreadsheet take a cell for a formula, whatever invisible characters come before them. */
const RISKY = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@])/u;

/**
 * Text that no spreadsheet runs: a single quote is put before text that could be a formula, also in full-width or small
 * form, which some programs fold to the plain one.
 */
export const disarm = (text: string): string =>
  RISKY.test(text) || RISKY.test(text.normalize('NFKC')) ? `'${text}` : text;
