import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { OpenReport } from './open-report.js';
import { type Cell, PLAYER_COLUMNS, playerRow, QUESTION_COLUMNS, questionRow } from './tables.js';

const options = {
  // Without it spreadsheets guess another encoding than UTF-8.
  bom: true,
  record_delimiter: '\r\n',
  // The library quotes a text with a CRLF by itself, but not one with a CR or an LF alone.
  quoted_match: /[\r\n]/,
  cast: { boolean: String },
};

/** Both tables of the report, with an empty line between them. */
export const sendCsv = (report: OpenReport, to: Writable): Promise<void> =>
  pipeline(rows(report), stringify(options), to);

async function* rows({ players, questions }: OpenReport): AsyncGenerator<readonly Cell[]> {
  yield PLAYER_COLUMNS;
  for await (const player of players) yield playerRow(player);
  yield [''];
  yield QUESTION_COLUMNS;
  for (const question of questions()) yield questionRow(question);
}
