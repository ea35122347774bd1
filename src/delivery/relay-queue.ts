/** An event of an answer, on its way from this node to Kafka. */
export interface RelayedEvent {
  sessionId: string;
  outboxId: string;
  key: string;
  value: string;
  traceparent?: string;
}

/** Memory of an event besides its text; a character of the text takes two bytes at most. */
const OVERHEAD_BYTES = 300;
const bytesOf = ({ value }: RelayedEvent): number => OVERHEAD_BYTES + 2 * value.length;

/** Events in the order they came, bounded by number and by memory. */
export class RelayQueue {
  private events: RelayedEvent[] = [];
  bytes = 0;

  constructor(
    private readonly mostEvents: number,
    private readonly mostBytes: number,
  ) {}

  get length(): number {
    return this.events.length;
  }

  /** @returns false when there is no room for it */
  add(event: RelayedEvent): boolean {
    const bytes = this.bytes + bytesOf(event);
    if (this.events.length >= this.mostEvents || bytes > this.mostBytes) return false;
    this.bytes = bytes;
    this.events.push(event);
    return true;
  }

  /** Takes out the oldest events: at most this many, and fewer when they are large. */
  take(mostEvents: number, mostBytes: number): RelayedEvent[] {
    let [count, bytes] = [0, 0];
    for (const event of this.events) {
      const more = bytesOf(event);
      if (count >= mostEvents || (count > 0 && bytes + more > mostBytes)) break;
      count += 1;
      bytes += more;
    }
    this.bytes -= bytes;
    const taken = this.events.slice(0, count);
    this.events = this.events.slice(count);
    return taken;
  }
}
