/** A topic, or with a `key` only the partition to which records of that key go. */
export interface LogPart {
  topic: string;
  key?: string;
}

/** How far the log reaches, and how much of it the workers have stored. */
export abstract class LogPositions {
  /**
   * Waits until the workers have stored everything that these parts of the log have now.
   *
   * @returns false when that took longer than `withinMs`, the log can't be asked, or this process ends
   */
  abstract untilStored(parts: LogPart[], withinMs: number): Promise<boolean>;

  /** Ends every wait, with false. */
  abstract close(): void;
}
