import type { Cell } from './tables.js';

/** Half a surrogate pair, and code points that are no characters: XML 1.0 allows none, and Excel reports the file as broken. */
const NOT_XML = /[\p{Cs}\uFFFE\uFFFF]/gu;
/** How a workbook writes characters that XML does not have, ECMA-376 part 1, 22.9.2.19: `_x0041_` would be read as `A`. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A cell's text, written so that a workbook shows it unchanged. exceljs itself drops the control characters. */
export const xmlText = (value: Cell): Cell =>
  typeof value === 'string' ? value.replace(NOT_XML, '\uFFFD').replace(LOOKS_ESCAPED, '_x005F_') : value;
