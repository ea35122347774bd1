import type { SessionEvent } from '../contracts/kafka-events.js';

/** The facts about a session that the log has. Times are by Redis' clock. */
interface Seen {
  created?: { at: number; partition: number };
  ended: boolean;
}

export interface SortedSessions {
  /** Ended and wholly in the log, the oldest first. */
  whole: string[];
  running: string[];
  /** Ended, with events that had not arrived in Kafka at the start. */
  arriving: string[];
  /** Begun before the range, or without an event that says when. */
  partial: string[];
  /** Begun in the range, but it is possible that Kafka has dropped some of their records. */
  dropped: string[];
}

/** Remembers for every session in the log whether it can be compared; each takes some bytes. */
export class SessionLedger {
  private readonly sessions = new Map<string, Seen>();

  sawAnswers(events: { sessionId: string }[]): void {
    for (const { sessionId } of events) this.seen(sessionId);
  }

  saw(events: SessionEvent[], partition: number): void {
    for (const event of events) {
      const seen = this.seen(event.sessionId);
      if (event.type === 'created') seen.created ??= { at: event.at, partition };
      if (event.type === 'ended') seen.ended = true;
    }
  }

  /**
   * @param from the start of the replay, in milliseconds
   * @param covers whether the log was read from before the creation
   * @param isAtRest whether all events of an ended session were in Kafka when the reading began
   */
  sort(
    from: number | undefined,
    covers: (created: NonNullable<Seen['created']>) => boolean,
    isAtRest: (sessionId: string, createdAt: number) => boolean,
  ): SortedSessions {
    const sorted: SortedSessions = { whole: [], running: [], arriving: [], partial: [], dropped: [] };
    for (const [id, { created, ended }] of [...this.sessions].toSorted(byCreation)) {
      if (!created || created.at < (from ?? 0)) sorted.partial.push(id);
      else if (!covers(created)) sorted.dropped.push(id);
      else if (!ended) sorted.running.push(id);
      else if (!isAtRest(id, created.at)) sorted.arriving.push(id);
      else sorted.whole.push(id);
    }
    return sorted;
  }

  private seen(sessionId: string): Seen {
    let seen = this.sessions.get(sessionId);
    if (!seen) this.sessions.set(sessionId, (seen = { ended: false }));
    return seen;
  }
}

const byCreation = ([, a]: [string, Seen], [, b]: [string, Seen]) =>
  (a.created?.at ?? 0) - (b.created?.at ?? 0);
