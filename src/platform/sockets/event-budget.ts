/** Refusals, less the events that were granted, after which a socket is cut off. */
const PATIENCE = 200;

/**
 * A token bucket for the events that one socket sends. It is written here because every answer passes through it, and the
 * limiters of the ecosystem are asynchronous.
 */
export class EventBudget {
  private tokens: number;
  private refused = 0;
  private filledAt: number;

  /**
   * @param rate events a second
   * @param burst events that can come at once
   */
  constructor(
    private readonly rate: number,
    now = performance.now(),
    private readonly burst = rate * 2,
  ) {
    this.tokens = burst;
    this.filledAt = now;
  }

  /** Takes one event; false when there is none left. */
  take(now = performance.now()): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1_000) * this.rate);
    this.filledAt = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      this.refused = Math.max(0, this.refused - 1);
      return true;
    }
    this.refused += 1;
    return false;
  }

  /** Charges the cost of an event beyond itself: the next events wait until it is paid. */
  charge(events: number): void {
    this.tokens -= events;
  }

  /** The client continues to send although it has been refused many times. */
  get exhausted(): boolean {
    return this.refused > PATIENCE;
  }
}
