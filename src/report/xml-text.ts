import type { Cell } from './tables.js';

/** Half a surrogate pair, and what Unicode says is no character: XML 1.0 has none of them, and Excel calls the file broken. */
const NOT_XML = /[\p{Cs}\uFFFE\uFFFF]/gu;
/** How a workbook writes characters that XML has none for, ECMA-376 part 1, 22.9.2.19: `_x0041_` would be read as `A`. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A cell's text such that a workbook gives it back as it is. exceljs itself drops the control characters. */
export const xmlText = (value: Cell): Cell =>
  typeof value === 'string' ? value.replace(NOT_XML, '\uFFFD').replace(LOOKS_ESCAPED, '_x005F_') : value;
