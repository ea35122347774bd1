import type { Outbox } from './outbox.js';

/** After this many looks that found only young entries, it checks whether they are young at all. */
const PATIENT_LOOKS = 3;

interface Noted {
  newest: string;
  at: number;
}

/**
 * Finds entries whose ids lie in the future. When the clock of Redis is set back by an hour, a stream goes on with ids of the
 * time that it had reached, so an hour passes before such an entry looks old. This process therefore measures their age itself:
 * the entry that was the newest some time ago is old now.
 */
export class AheadOfTime {
  private readonly looks = new Map<string, number>();
  private readonly noted = new Map<string, Noted>();

  /** @param graceMs age from which an entry belongs to the sweeper */
  constructor(
    private readonly outbox: Outbox,
    private readonly graceMs: number,
  ) {}

  /** The id up to which entries are old. @param until the same id by the clock of Redis */
  until(sessionId: string, until: string): string {
    const noted = this.noted.get(sessionId);
    return noted && performance.now() - noted.at >= this.graceMs ? noted.newest : until;
  }

  /** To be called when an outbox with entries was read up to `until`. @param found how many of them were old */
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
