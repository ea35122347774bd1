import type { Difference } from './compare-record.js';

export interface ReplayOptions {
  /** Milliseconds; from the beginning without. */
  from?: number;
  /** Only this session. */
  sessionId?: string;
  /** Put right what differs. */
  apply: boolean;
  /** Leave the fresh collection. */
  keep: boolean;
  signal: AbortSignal;
  onProgress: (read: number, total: number) => void;
}

/** What a replay found. Lists of ids are whole; of the differences the first ones are named. */
export interface ReplayOutcome {
  from: number | 'beginning';
  events: number;
  unparseable: number;
  seconds: number;
  /** Events that the workers had not stored at the start; -1 when that could not be found out. */
  lag: number;
  compared: { sessions: string[]; documents: number };
  differences: { count: number; sessions: string[]; first: Difference[] };
  /** Sessions put right, and the documents that this changed. */
  applied?: { sessions: string[]; documents: number };
  notCompared: { running: string[]; arriving: string[]; partial: string[]; dropped: string[] };
  /** The fresh collection, when it was kept. */
  kept?: string;
}
