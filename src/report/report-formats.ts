import type { Writable } from 'node:stream';
import { sendCsv } from './csv-format.js';
import { sendJson } from './json-format.js';
import type { OpenReport } from './open-report.js';
import { sendXlsx } from './xlsx-format.js';

export interface ReportFormat {
  contentType: string;
  /** `inline` is shown, `attachment` saved. */
  disposition: 'inline' | 'attachment';
  /** Sends row by row, as fast as `to` takes them. It ends `to`, or destroys it when the report fails. */
  send(report: OpenReport, to: Writable): Promise<void>;
}

export const REPORT_FORMATS = {
  json: { contentType: 'application/json; charset=utf-8', disposition: 'inline', send: sendJson },
  csv: { contentType: 'text/csv; charset=utf-8', disposition: 'attachment', send: sendCsv },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    disposition: 'attachment',
    send: sendXlsx,
  },
} as const satisfies Record<string, ReportFormat>;

export type ReportFormatName = keyof typeof REPORT_FORMATS;
