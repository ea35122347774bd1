import type { Report, ReportPlayer, ReportQuestion } from '../contracts/rest.js';

/** A report that is being read: its players pass once, and leave the question figures behind. */
export interface OpenReport {
  head: Omit<Report, 'players' | 'questions'>;
  players: AsyncIterable<ReportPlayer>;
  /** Complete once all players have passed. */
  questions(): ReportQuestion[];
  /** Call it however far the players were read: it gives up what the report holds in MongoDB. */
  close(): Promise<void>;
}
