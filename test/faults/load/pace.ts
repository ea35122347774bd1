import { pause } from './clock.js';

/** Spreads the events of one socket: after an outage, all waiting events would exceed the server's budget. */
export class Pace {
  private next = -Infinity;
  private readonly gapMs: number;

  /** @param burst the number of events that can go at once after a rest */
  constructor(
    perSecond: number,
    private readonly burst: number,
  ) {
    this.gapMs = 1_000 / perSecond;
  }

  /** The milliseconds that an event at this moment has to wait; counts the event. */
  reserve(now = performance.now()): number {
    this.next = Math.max(this.next, now - this.burst * this.gapMs) + this.gapMs;
    return Math.max(0, this.next - now);
  }

  async turn(): Promise<void> {
    await pause(this.reserve());
  }
}
