/**
 * The server's clock as seen from here. A message takes time to arrive, so each `now` in one shows the server's clock
 * too early; the latest it can be is the best guess. Restarted with each connection, since this device may have slept.
 */
export class ServerClock {
  private offsetMs: number | undefined;

  constructor(private readonly here: () => number = Date.now) {}

  /** A message said that it was `now` at the server, in milliseconds since the epoch. */
  observe(now: number): void {
    const offset = now - this.here();
    if (this.offsetMs === undefined || offset > this.offsetMs) this.offsetMs = offset;
  }

  restart(): void {
    this.offsetMs = undefined;
  }

  now(): number {
    return this.here() + (this.offsetMs ?? 0);
  }
}
