import { Logger } from '@nestjs/common';
import type { Fate } from '../platform/log/event-log.js';
import { parked } from './delivery-metrics.js';
import type { Outbox } from './outbox.js';

/** An entry of an outbox that was given to the log. */
interface Sent {
  sessionId: string;
  outboxId: string;
}

/** The entries that have to leave the outbox of one session. */
interface Cleared {
  stored: string[];
  /** Ids by the reason. */
  refused: Map<string, string[]>;
}

/** A session's shard of Redis can be away. Nothing waits longer than this for a clearing, which can fail without harm. */
const PATIENCE_MS = 500;

/**
 * Removes from the outboxes what Kafka has, and parks what Kafka refuses for good. Where this fails the entries stay: the
 * sweeper sends them once more, and they still count once.
 */
export class OutboxClearing {
  private readonly logger = new Logger('Outbox');

  constructor(private readonly outbox: Outbox) {}

  /** Never rejects. A session whose shard does not answer in time is cleared later, if the shard still answers. */
  async clear(sent: Sent[], fates: Fate[]): Promise<void> {
    const sessions = bySession(sent, fates);
    const work = [...sessions].map(([sessionId, cleared]) => this.clearOne(sessionId, cleared));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<undefined>(
      (resolve) => (timer = setTimeout(() => resolve(undefined), PATIENCE_MS)),
    );
    const failures = await Promise.race([Promise.all(work), patience]);
    clearTimeout(timer);
    const stay = failures?.filter((message) => message !== undefined);
    if (stay?.length) {
      this.logger.warn(`events that Kafka has stay in the outboxes of ${stay.length} sessions: ${stay[0]}`);
    }
  }

  /** @returns why it failed; undefined when it did not */
  private async clearOne(sessionId: string, { stored, refused }: Cleared): Promise<string | undefined> {
    try {
      await this.outbox.remove(sessionId, stored);
      for (const [reason, outboxIds] of refused) await this.park(sessionId, outboxIds, reason);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private async park(sessionId: string, outboxIds: string[], reason: string): Promise<void> {
    const moved = await this.outbox.park(sessionId, outboxIds, reason);
    parked.inc(moved);
    this.logger.error(
      `Kafka refuses ${outboxIds.length} events of session ${sessionId} for good (${reason}); ${moved} are parked, and tried again now and then`,
    );
  }
}

function bySession(sent: Sent[], fates: Fate[]): Map<string, Cleared> {
  const sessions = new Map<string, Cleared>();
  for (let place = 0; place < sent.length; place++) {
    const { sessionId, outboxId } = sent[place]!;
    const fate = fates[place]!;
    if (fate.state === 'failed') continue;
    let cleared = sessions.get(sessionId);
    if (!cleared) sessions.set(sessionId, (cleared = { stored: [], refused: new Map() }));
    if (fate.state === 'stored') cleared.stored.push(outboxId);
    else if (cleared.refused.has(fate.reason)) cleared.refused.get(fate.reason)!.push(outboxId);
    else cleared.refused.set(fate.reason, [outboxId]);
  }
  return sessions;
}
