import type { MessageBatch } from './message-batch.js';

/** The part of one partition that is read. Offsets are those of Kafka; `end` is not included. */
export interface LogRange {
  readonly topic: string;
  readonly partition: number;
  /** The oldest record that the log still has. */
  readonly low: number;
  readonly start: number;
  readonly end: number;
  /** The record that was read first: its offset, and its time in milliseconds. */
  first?: { offset: number; at: number };
}

export interface LogReading {
  /** Receives each record of the ranges, in order within a partition. After a rebalance, records can come again. */
  take: (batch: MessageBatch) => Promise<void>;
  onProgress: (read: number, total: number) => void;
  signal: AbortSignal;
}

/** Why the log can't be read, in words for the person who asked. */
export class LogProblem extends Error {
  override readonly name = 'LogProblem';
}

/** Reads the records that the log has kept. The workers' consumer group and its offsets are never touched. */
export abstract class LogHistory {
  /**
   * The ranges of these topics up to their present ends.
   *
   * @param since in milliseconds; without it, the ranges begin with the oldest record
   * @throws LogProblem when there is no such topic
   */
  abstract ranges(topics: string[], since?: number): Promise<LogRange[]>;

  /**
   * Reads ranges once. At most the batches of three partitions are in memory.
   *
   * @throws LogProblem when no more records come; the reason of `signal` when that was aborted
   */
  abstract read(ranges: LogRange[], reading: LogReading): Promise<void>;
}
