/** Refusals, less the events that were granted, after which a socket is cut off. */
const PATIENCE = 200;

/**
 * A token bucket for what one socket sends. Ours, since it stands in the way of every answer: the limiters of the
 * ecosystem are asynchronous.
 */
export class EventBudget {
  private tokens: number;
  private refused = 0;
  private filledAt: number;

  /**
   * @param rate events a second
   * @param burst so many can come at once
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

  /** What an event cost beyond itself, known only afterwards: the next ones wait until it is paid. */
  charge(events: number): void {
    this.tokens -= events;
  }

  /** The client goes on although it has been refused over and over. */
  get exhausted(): boolean {
    return this.refused > PATIENCE;
  }
}
