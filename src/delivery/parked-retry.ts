import { Logger } from '@nestjs/common';
import { EventLog } from '../platform/log/event-log.js';
import type { Outbox } from './outbox.js';
import { settledWithin } from './settled.js';

/** Parked events are sent within this time after the cause of their refusal is gone. */
const RETRY_MS = 60_000;
/** This many sessions are tried at once, with this many events of each at a time: most of them are refused again. */
const SESSIONS = 50;
const A_SESSION = 20;
/** A run repeats this for a session at most this often, while Kafka takes all of its events. */
const TURNS = 20;
const PATIENCE_MS = 3_000;

/** From time to time, sends the parked events to Kafka again, some of each session in turn. */
export class ParkedRetry {
  private readonly logger = new Logger('Outbox');
  private dueAt = 0;
  /** The last parked event of a session that was tried, while there can be more after it. */
  private readonly triedTo = new Map<string, string>();
  /** Where in the list of sessions with parked events the next run begins. */
  private first = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly log: EventLog,
  ) {}

  /** Runs when a run is due. @param sessionIds all sessions that can have parked events */
  async runWhenDue(sessionIds: string[]): Promise<void> {
    if (performance.now() < this.dueAt) return;
    this.dueAt = performance.now() + RETRY_MS;
    const taken = await this.run(sessionIds);
    if (taken === 0) return;
    this.logger.log(`${taken} events that were parked have gone to Kafka`);
    // There are probably more, and the cause is gone now.
    this.dueAt = 0;
  }

  /** @returns how many Kafka has taken */
  async run(sessionIds: string[]): Promise<number> {
    const lengths = await settledWithin(
      sessionIds.map((sessionId) => this.outbox.parkedLength(sessionId)),
      PATIENCE_MS,
    );
    const parked = sessionIds.filter((_, place) => lengths[place]);
    for (const sessionId of this.triedTo.keys()) {
      if (!parked.includes(sessionId)) this.triedTo.delete(sessionId);
    }
    if (this.first >= parked.length) this.first = 0;
    const chosen = parked.slice(this.first, this.first + SESSIONS);
    this.first += SESSIONS;
    const results = await settledWithin(
      chosen.map((sessionId) => this.retry(sessionId)),
      2 * PATIENCE_MS,
    );
    return results.reduce<number>((sum, taken) => sum + (taken ?? 0), 0);
  }

  private async retry(sessionId: string): Promise<number> {
    let taken = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const [tried, stored] = await this.turn(sessionId);
      taken += stored;
      if (stored < A_SESSION || stored < tried) break;
    }
    return taken;
  }

  private async turn(sessionId: string): Promise<[tried: number, stored: number]> {
    const entries = await this.outbox.readParked(sessionId, A_SESSION, this.triedTo.get(sessionId));
    if (entries.length < A_SESSION) this.triedTo.delete(sessionId);
    else this.triedTo.set(sessionId, entries.at(-1)!.outboxId);
    if (entries.length === 0) return [0, 0];
    const fates = await this.log.append(entries.map(({ record }) => record));
    const taken = entries.filter((_, place) => fates[place]!.state === 'stored');
    await this.outbox.unpark(
      sessionId,
      taken.map(({ outboxId }) => outboxId),
    );
    return [entries.length, taken.length];
  }
}
