import { pause } from './clock.js';

/** Spreads what one socket sends: after an outage all that waited would be more than the server's budget of events. */
export class Pace {
  private next = -Infinity;
  private readonly gapMs: number;

  /** @param burst events that may go at once after a rest */
  constructor(
    perSecond: number,
    private readonly burst: number,
  ) {
    this.gapMs = 1_000 / perSecond;
  }

  /** Milliseconds that the event of this moment has to wait; counts it. */
  reserve(now = performance.now()): number {
    this.next = Math.max(this.next, now - this.burst * this.gapMs) + this.gapMs;
    return Math.max(0, this.next - now);
  }

  async turn(): Promise<void> {
    await pause(this.reserve());
  }
}
