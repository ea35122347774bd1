/** One event on its way into the log. */
export interface LogRecord {
  topic: string;
  key: string;
  /** JSON. */
  value: string;
  headers?: Record<string, string>;
}

/**
 * The outcome of a record. `stored`: all in-sync replicas have it. `refused`: the log will never take it as it is, for
 * example because it is too large even alone. `failed`: the log could not be asked, or has not answered yet. A record that
 * failed can be in the log or not. Send it again: every reader counts an event once.
 */
export type Fate = { state: 'stored' } | { state: 'refused' | 'failed'; reason: string };

/** The fate of a record that is safe; one object for all, since nearly every record has it. */
export const STORED: Fate = { state: 'stored' };

// ADR 25: why the log is a port.
/**
 * The log, which keeps every event until MongoDB has it. It is Kafka, behind a port, so that its client can be replaced.
 */
export abstract class EventLog {
  /**
   * Stores records and returns the fate of each, in their order. Never rejects. It answers in a bounded time (some two
   * seconds), even while a part of the log hangs: then the records for that part have failed, and all others are stored.
   */
  abstract append(records: LogRecord[]): Promise<Fate[]>;

  /** Resolves when the log answers. */
  abstract ping(): Promise<void>;
}
