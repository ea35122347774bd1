/** Most bytes of one partition in a request: half of what Kafka takes by default, so that an estimate can be wrong. */
export const LANE_BYTES = 512 * 1024;
/** Halving ends here; a single record can be larger than this and is tried all the same. */
const LEAST_BYTES = 1024;
/** A size that Kafka refused is not tried again for this long; then the limit is doubled. */
const REMEMBERED_MS = 60_000;
/** After a failure a partition is left alone for this long, and for twice as long after each further failure. */
const FIRST_HOLD_MS = 100;
const LONGEST_HOLD_MS = 2_000;

/**
 * The way of events to one partition. It remembers how the last requests went: a partition that fails (no leader, a broker
 * that hangs) is left alone for a while and then tried by itself, so that it delays no other. Times are milliseconds of
 * a clock that never steps.
 */
export class Lane {
  private failures = 0;
  private heldUntil = 0;
  /** Requests that have taken so long that their senders have continued without them. */
  private overdue = 0;
  private mostBytes = LANE_BYTES;
  private mostBytesUntil = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether a request may be tried now. */
  get isOpen(): boolean {
    return this.overdue === 0 && this.now() >= this.heldUntil;
  }

  /** Whether the last request went well: only then the partition shares a request with others. */
  get isTrusted(): boolean {
    return this.failures === 0;
  }

  /** Most bytes of one request. */
  get limitBytes(): number {
    if (this.mostBytes < LANE_BYTES && this.now() >= this.mostBytesUntil) {
      this.mostBytes = Math.min(2 * this.mostBytes, LANE_BYTES);
      this.mostBytesUntil = this.now() + REMEMBERED_MS;
    }
    return this.mostBytes;
  }

  answered(): void {
    this.failures = 0;
    this.heldUntil = 0;
  }

  failed(): void {
    const holdMs = Math.min(FIRST_HOLD_MS * 2 ** this.failures, LONGEST_HOLD_MS);
    this.failures += 1;
    this.heldUntil = this.now() + holdMs;
  }

  /** A request of this size was refused for its size. */
  tooLarge(bytes: number): void {
    this.mostBytes = Math.max(LEAST_BYTES, Math.min(this.mostBytes, Math.floor(bytes / 2)));
    this.mostBytesUntil = this.now() + REMEMBERED_MS;
  }

  /** The sender no longer waits for a request; the lane stays shut until that request has settled. */
  leave(settled: Promise<unknown>): void {
    this.overdue += 1;
    this.failures ||= 1;
    void settled.then(() => (this.overdue -= 1));
  }
}
