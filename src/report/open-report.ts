import type { Report, ReportPlayer, ReportQuestion } from '../contracts/rest.js';

/** A report that is being read. Its players can be read once, which also computes the figures of the questions. */
export interface OpenReport {
  head: Omit<Report, 'players' | 'questions'>;
  players: AsyncIterable<ReportPlayer>;
  /** Complete once all players have been read. */
  questions(): ReportQuestion[];
  /** To be called however far the players were read: it releases what the report holds in MongoDB. */
  close(): Promise<void>;
}
