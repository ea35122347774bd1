import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OpenReport } from './open-report.js';

/** The report as one JSON object of the contract's `Report`. */
export const sendJson = (report: OpenReport, to: Writable): Promise<void> => pipeline(pieces(report), to);

async function* pieces({ head, players, questions }: OpenReport): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"players":[`;
  let separator = '';
  for await (const player of players) {
    yield `${separator}${JSON.stringify(player)}`;
    separator = ',\n';
  }
  yield `],"questions":${JSON.stringify(questions())}}\n`;
}
