/** Refusals, less the events that were granted, after which a socket is cut off. */
const PATIENCE = 200;

/**
 * A token bucket for the events of one socket. Ours, since it stands in the way of every answer: the limiters of the
 * ecosystem are asynchronous.
 */
export class EventBudget {
  private tokens: number;
  private refused = 0;
  private filledAt: number;

  /** @param rate events a second; twice as many may come in a burst */
  constructor(
    private readonly rate: number,
    now = performance.now(),
  ) {
    this.tokens = rate * 2;
    this.filledAt = now;
  }

  /** Takes one event; false when there is none left. */
  take(now = performance.now()): boolean {
    this.tokens = Math.min(this.rate * 2, this.tokens + ((now - this.filledAt) / 1_000) * this.rate);
    this.filledAt = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      this.refused = Math.max(0, this.refused - 1);
      return true;
    }
    this.refused += 1;
    return false;
  }

  /** The client goes on although it has been told `busy` over and over. */
  get exhausted(): boolean {
    return this.refused > PATIENCE;
  }
}
