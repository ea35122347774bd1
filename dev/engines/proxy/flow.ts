import type { Socket } from 'node:net';

interface Chunk {
  data: Buffer;
  /** The time from which it can pass, by `performance.now()`. */
  at: number;
}

/** The bytes that can wait in a flow before its sender has to wait. */
const MOST_WAITING = 256 * 1024;

/** One direction of a connection. It passes bytes on in order: at once, later, or not at all for a while. */
export class Flow {
  private readonly waiting: Chunk[] = [];
  private bytes = 0;
  isFrozen = false;
  private delayMs = 0;
  private ended = false;
  private blocked = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
  ) {
    from.on('data', (data: Buffer) => this.take(data));
    from.on('end', () => {
      this.ended = true;
      this.pass();
    });
    to.on('drain', () => {
      this.blocked = false;
      this.pass();
    });
  }

  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    this.pass();
  }

  delay(ms: number): void {
    this.delayMs = ms;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private take(data: Buffer): void {
    // Bytes that are waiting already go first, even when the delay has ended in the meantime.
    const after = this.waiting.at(-1)?.at ?? 0;
    this.waiting.push({ data, at: Math.max(after, performance.now() + this.delayMs) });
    this.bytes += data.length;
    if (this.bytes > MOST_WAITING) this.from.pause();
    this.pass();
  }

  private pass(): void {
    clearTimeout(this.timer);
    while (!this.isFrozen && !this.blocked) {
      const [next] = this.waiting;
      if (!next) {
        if (this.ended && this.to.writable) this.to.end();
        break;
      }
      const restMs = next.at - performance.now();
      if (restMs > 0) {
        this.timer = setTimeout(() => this.pass(), Math.ceil(restMs));
        break;
      }
      this.waiting.shift();
      this.bytes -= next.data.length;
      this.blocked = !this.to.write(next.data);
    }
    if (this.bytes <= MOST_WAITING && this.from.isPaused()) this.from.resume();
  }
}
