import { TOPICS } from '../contracts/kafka-events.js';
import { parseAnswers, parseSessionEvents } from '../persistence/parse-events.js';
import type { ResultStore } from '../persistence/result-store.js';
import type { MessageBatch } from '../platform/log/message-batch.js';
import { SessionLedger } from './session-ledger.js';

/** Handles the log's batches as `PersistenceController` does, but with a store of its own. */
export class Replay {
  readonly ledger = new SessionLedger();
  events = 0;
  /** A worker has put these aside already; here they are only counted. */
  unparseable = 0;

  constructor(
    private readonly store: ResultStore,
    private readonly sessionId?: string,
  ) {}

  async take({ topic, partition, messages }: MessageBatch): Promise<void> {
    if (topic === TOPICS.answers) {
      const answers = this.wanted(parseAnswers(messages));
      this.ledger.sawAnswers(answers);
      this.unparseable += (await this.store.addAnswers(answers)).length;
      return;
    }
    const events = this.wanted(parseSessionEvents(messages));
    this.ledger.saw(events, partition);
    const joins = await this.store.addPlayers(events.filter((event) => event.type === 'player-joined'));
    const kicks = await this.store.markKicked(events.filter((event) => event.type === 'player-kicked'));
    this.unparseable += joins.length + kicks.length;
  }

  private wanted<Event extends { sessionId: string }>(parsed: {
    events: Event[];
    unparseable: unknown[];
  }): Event[] {
    this.unparseable += parsed.unparseable.length;
    const events = this.sessionId
      ? parsed.events.filter(({ sessionId }) => sessionId === this.sessionId)
      : parsed.events;
    this.events += events.length;
    return events;
  }
}
