import type { HistoryWriter } from './history-writer.js';
import type { Rest } from './rest.js';
import type { Tally } from './tally.js';

/** What every part of one load shares. */
export interface World {
  url: string;
  seed: number;
  history: HistoryWriter;
  tally: Tally;
  rest: Rest;
  /** No new sessions and answers; those under way are finished. */
  stopping: AbortSignal;
  /** The time for that is over too. */
  abandoned: AbortSignal;
  /** The number of the next answer. */
  nextOp(): number;
}
