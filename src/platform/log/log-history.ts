import type { MessageBatch } from './message-batch.js';

/** What is read of one partition; offsets as Kafka counts them, `end` not included. */
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
  /** Gets each record of the ranges, in order within a partition; again when the group had to rebalance. */
  take: (batch: MessageBatch) => Promise<void>;
  onProgress: (read: number, total: number) => void;
  signal: AbortSignal;
}

/** Why the log can't be read, in words for the person who asked. */
export class LogProblem extends Error {
  override readonly name = 'LogProblem';
}

/** Reads what the log has kept, beside the workers, whose group and offsets are never touched. */
export abstract class LogHistory {
  /**
   * The ranges of these topics up to their ends of now.
   *
   * @param since in milliseconds; without it from the oldest record on
   * @throws LogProblem when there is no such topic
   */
  abstract ranges(topics: string[], since?: number): Promise<LogRange[]>;

  /**
   * Reads ranges once. In memory are the batches of three partitions at most.
   *
   * @throws LogProblem when no more records come; the reason of `signal` when that was aborted
   */
  abstract read(ranges: LogRange[], reading: LogReading): Promise<void>;
}
