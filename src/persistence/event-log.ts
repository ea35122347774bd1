/** One event on its way into the log. */
export interface LogRecord {
  topic: string;
  key: string;
  /** JSON. */
  value: string;
  headers?: Record<string, string>;
}

/**
 * The log that keeps every event until MongoDB has it: Kafka, behind a name, so that its client can be replaced.
 */
export abstract class EventLog {
  /**
   * Resolves once all records are stored by all in-sync replicas. On a rejection any of them may or may not be in
   * the log: send them again, whoever reads them takes each event once.
   */
  abstract append(records: LogRecord[]): Promise<void>;

  /** Resolves when the log answers. */
  abstract ping(): Promise<void>;
}
