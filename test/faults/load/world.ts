import type { HistoryWriter } from './history-writer.js';
import type { Quiet } from './quiet.js';
import type { Rest } from './rest.js';
import type { Tally } from './tally.js';

/** What every part of one load shares. */
export interface World {
  url: string;
  seed: number;
  /** Joins carry a key of the client's, and are sent twice now and then. */
  joinKeys: boolean;
  history: HistoryWriter;
  tally: Tally;
  rest: Rest;
  quiet: Quiet;
  /** Milliseconds since the last fault was over and everything healthy; 0 while it is not. */
  calmMs(): number;
  /** No new sessions and answers; those under way are finished. */
  stopping: AbortSignal;
  /** The time for that is over too. */
  abandoned: AbortSignal;
  /** The number of the next answer. */
  nextOp(): number;
}
