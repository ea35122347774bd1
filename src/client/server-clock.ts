/** A message is hardly ever later than this, while a clock that is set jumps further. */
const SET_MS = 5_000;

/**
 * The server's clock, as this device estimates it. A message takes time to arrive, so the `now` in it is earlier than the
 * server's clock at its arrival; the largest offset that was seen is the best estimate. The estimate starts anew with each
 * connection, since the device could have slept.
 */
export class ServerClock {
  private offsetMs: number | undefined;
  private wasFarBack = false;

  constructor(private readonly here: () => number = Date.now) {}

  /** @param now the server's clock when it sent a message, in milliseconds since the epoch */
  observe(now: number): void {
    const offset = now - this.here();
    const isFarBack = this.offsetMs !== undefined && offset < this.offsetMs - SET_MS;
    // One message can be that late. After two in a row, the server's clock was set back, or this device's was set ahead.
    if (this.offsetMs === undefined || offset > this.offsetMs || (isFarBack && this.wasFarBack))
      this.offsetMs = offset;
    this.wasFarBack = isFarBack;
  }

  restart(): void {
    this.offsetMs = undefined;
    this.wasFarBack = false;
  }

  now(): number {
    return this.here() + (this.offsetMs ?? 0);
  }
}
