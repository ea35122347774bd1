/** A record as the log delivers it. */
export interface LogMessage {
  key: Buffer | null;
  value: Buffer | null;
  /** Its place in its partition, a whole number. */
  offset: string;
  /** Milliseconds, by the clock of the process that wrote it. */
  timestamp: string;
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
}

/** Messages of one partition, in order. */
export interface MessageBatch {
  topic: string;
  partition: number;
  messages: LogMessage[];
}
