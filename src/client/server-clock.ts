/** A clock that is set goes further than any message is late. */
const SET_MS = 5_000;

/**
 * The server's clock as seen from here. A message takes time to arrive, so each `now` in one shows the server's clock
 * too early; the latest it can be is the best guess. Restarted with each connection, since this device may have slept.
 */
export class ServerClock {
  private offsetMs: number | undefined;
  private wasFarBack = false;

  constructor(private readonly here: () => number = Date.now) {}

  /** A message said that it was `now` at the server, in milliseconds since the epoch. */
  observe(now: number): void {
    const offset = now - this.here();
    const isFarBack = this.offsetMs !== undefined && offset < this.offsetMs - SET_MS;
    // One message can be as late as that; after two, the server's clock was set back, or this device's ahead.
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
