import type { Difference } from './compare-record.js';

export interface ReplayOptions {
  /** In milliseconds; when left out, from the beginning. */
  from?: number;
  /** Only this session. */
  sessionId?: string;
  /** Correct what differs. */
  apply: boolean;
  /** Keep the fresh collection. */
  keep: boolean;
  signal: AbortSignal;
  onProgress: (read: number, total: number) => void;
}

/** The outcome of a replay. Lists of ids are complete; only the first differences are named. */
export interface ReplayOutcome {
  from: number | 'beginning';
  events: number;
  unparseable: number;
  seconds: number;
  /** Events that the workers had not stored at the start; -1 when that could not be found out. */
  lag: number;
  compared: { sessions: string[]; documents: number };
  differences: { count: number; sessions: string[]; first: Difference[] };
  /** The corrected sessions, and how many documents that changed. */
  applied?: { sessions: string[]; documents: number };
  notCompared: { running: string[]; arriving: string[]; partial: string[]; dropped: string[] };
  /** The fresh collection, when it was kept. */
  kept?: string;
}
