import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { constants } from 'node:zlib';
import type { stream as excel } from 'exceljs';
import type { OpenReport } from './open-report.js';
import { type Cell, PLAYER_COLUMNS, playerRow, QUESTION_COLUMNS, questionRow } from './tables.js';
import { xmlText } from './xml-text.js';

type Sheet = ReturnType<excel.xlsx.WorkbookWriter['addWorksheet']>;

/** `highWaterMark`: compressed bytes that wait for the reader. The library would let 1 MiB of them wait. */
const ZIP = { highWaterMark: 64 * 1024, zlib: { level: constants.Z_BEST_SPEED } };

/** The report as a workbook of two sheets. */
export async function sendXlsx(report: OpenReport, to: Writable): Promise<void> {
  const file = new PassThrough();
  const stopped = new AbortController();
  file.once('close', () => stopped.abort());
  const written = write(report, file, stopped.signal).catch((error: Error) => file.destroy(error));
  try {
    await pipeline(file, to);
  } finally {
    stopped.abort();
  }
  await written;
}

async function write(report: OpenReport, file: Writable, stopped: AbortSignal): Promise<void> {
  // Loaded on demand: that takes time and memory, and most processes never write a workbook.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    stream: file,
    useSharedStrings: false,
    zip: { ...ZIP },
  });
  const players = addSheet(book, 'Players', PLAYER_COLUMNS);
  await attached(players, stopped);
  for await (const player of report.players) {
    players.addRow(playerRow(player).map(xmlText)).commit();
    await drained(players, stopped);
  }
  players.commit();
  const questions = addSheet(book, 'Questions', QUESTION_COLUMNS);
  for (const question of report.questions()) questions.addRow(questionRow(question).map(xmlText)).commit();
  questions.commit();
  await book.commit();
}

function addSheet(book: excel.xlsx.WorkbookWriter, name: string, columns: readonly Cell[]): Sheet {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...columns]).commit();
  return sheet;
}

/** The stream through which exceljs feeds the compressor, which its types do not know; it is older than `writableNeedDrain`. */
type Feed = Writable & { _writableState: { needDrain: boolean } };

const feedsOf = (sheet: Sheet) => (sheet as unknown as { stream: { pipes: Feed[] } }).stream.pipes;

/** Waits until the archive has reached this sheet: it takes its entries in turn, and until then all rows stay in memory. */
async function attached(sheet: Sheet, stopped: AbortSignal): Promise<void> {
  while (feedsOf(sheet).length === 0) await wait(2, undefined, { signal: stopped });
}

/**
 * Waits while the compressor, and so the reader of the file, is behind: otherwise exceljs would write on and keep all rows
 * in memory.
 */
async function drained(sheet: Sheet, stopped: AbortSignal): Promise<void> {
  stopped.throwIfAborted();
  for (const feed of feedsOf(sheet)) {
    if (feed._writableState.needDrain) await once(feed, 'drain', { signal: stopped });
  }
}
