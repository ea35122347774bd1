const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 8_000;

interface Setback {
  waitMs: number;
  until: number;
  /** Entries up to this one have been tried; without it the session's shard of Redis did not answer. */
  triedTo?: string;
}

/**
 * Sessions whose outbox could not be emptied: their shard of Redis is away, or a partition of Kafka is. They are tried again
 * after a wait that grows, and delay no other session meanwhile. Times are milliseconds of a clock that is never set.
 */
export class Setbacks {
  private readonly sessions = new Map<string, Setback>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  get size(): number {
    return this.sessions.size;
  }

  /** Whether the session is left alone for now. */
  isOff(sessionId: string): boolean {
    const setback = this.sessions.get(sessionId);
    return setback !== undefined && setback.triedTo === undefined && this.now() < setback.until;
  }

  /** The id after which to read on; undefined for the beginning. */
  after(sessionId: string): string | undefined {
    const setback = this.sessions.get(sessionId);
    return setback && this.now() < setback.until ? setback.triedTo : undefined;
  }

  /** Redis did not answer. */
  unreachable(sessionId: string): void {
    this.note(sessionId, undefined);
  }

  /** Some entries up to this one failed; later ones can be sent at once. */
  failedUpTo(sessionId: string, outboxId: string): void {
    const setback = this.sessions.get(sessionId);
    if (setback?.triedTo !== undefined && this.now() < setback.until) setback.triedTo = outboxId;
    else this.note(sessionId, outboxId);
  }

  /** None of the entries that were read from the beginning has failed. */
  overcome(sessionId: string): void {
    if (this.after(sessionId) === undefined) this.sessions.delete(sessionId);
  }

  /** Forgets sessions that are not among these any more. */
  keep(sessionIds: Set<string>): void {
    for (const sessionId of this.sessions.keys()) {
      if (!sessionIds.has(sessionId)) this.sessions.delete(sessionId);
    }
  }

  private note(sessionId: string, triedTo: string | undefined): void {
    const before = this.sessions.get(sessionId)?.waitMs;
    const waitMs = before ? Math.min(2 * before, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    this.sessions.set(sessionId, { waitMs, until: this.now() + waitMs, triedTo });
  }
}
