import type { Outbox } from './outbox.js';

/** So many looks that found only young entries, and it is time to see whether they are young at all. */
const PATIENT_LOOKS = 3;

interface Noted {
  newest: string;
  at: number;
}

/**
 * Entries whose ids lie in the future. When the clock of Redis is set back, a stream goes on with ids of the time that it had,
 * so an hour passes before such an entry looks old. Their age is therefore taken by this process: what was the newest entry
 * some time ago is old now.
 */
export class AheadOfTime {
  private readonly looks = new Map<string, number>();
  private readonly noted = new Map<string, Noted>();

  /** @param graceMs age from which an entry belongs to the sweeper */
  constructor(
    private readonly outbox: Outbox,
    private readonly graceMs: number,
  ) {}

  /** Up to which id entries are old. @param until the same by the clock of Redis */
  until(sessionId: string, until: string): string {
    const noted = this.noted.get(sessionId);
    return noted && performance.now() - noted.at >= this.graceMs ? noted.newest : until;
  }

  /** An outbox with entries was read up to `until`, and so many were old. */
  async look(sessionId: string, until: string, found: number): Promise<void> {
    const noted = this.noted.get(sessionId);
    if (noted && performance.now() - noted.at < this.graceMs) return;
    const looks = found > 0 && !noted ? 0 : (this.looks.get(sessionId) ?? 0) + 1;
    this.looks.set(sessionId, looks);
    if (looks < PATIENT_LOOKS && !noted) return;
    this.looks.delete(sessionId);
    this.noted.delete(sessionId);
    const oldest = await this.outbox.oldestAt(sessionId);
    if (oldest === undefined || oldest <= Number(until) + this.graceMs) return;
    const newest = await this.outbox.newest(sessionId);
    if (newest) this.noted.set(sessionId, { newest, at: performance.now() });
  }

  /** Forgets sessions that are not among these any more. */
  keep(sessionIds: Set<string>): void {
    for (const map of [this.looks, this.noted]) {
      for (const sessionId of map.keys()) if (!sessionIds.has(sessionId)) map.delete(sessionId);
    }
  }
}
