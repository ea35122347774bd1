import type { HistoryWriter } from './history-writer.js';
import type { Quiet } from './quiet.js';
import type { Rest } from './rest.js';
import type { Tally } from './tally.js';

/** Everything that the parts of one load share. */
export interface World {
  url: string;
  seed: number;
  /** Whether joins carry a key of the client, and are sometimes sent twice. */
  joinKeys: boolean;
  history: HistoryWriter;
  tally: Tally;
  rest: Rest;
  quiet: Quiet;
  /** Milliseconds since the last fault was over and everything was healthy; 0 while that is not so. */
  calmMs(): number;
  /** Aborted when no new sessions and answers begin; the present ones are finished. */
  stopping: AbortSignal;
  /** Aborted when the time for that is over too. */
  abandoned: AbortSignal;
  /** The number of the next answer. */
  nextOp(): number;
}
