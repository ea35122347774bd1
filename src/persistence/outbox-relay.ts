import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { TOPICS } from '../contracts/kafka-events.js';
import { EventLog, type LogRecord } from './event-log.js';
import { Outbox } from './outbox.js';

/** Events are gathered this long, so that a busy node sends few and large requests. */
const GATHER_MS = 10;
/** Most events of one request. */
const MAX_BATCH = 2_000;
/** More than this many are left to the sweeper, which reads them from the outbox: the heap stays bounded. */
const MAX_WAITING = 50_000;
/** After an outage thousands wait: they go at this rate, so that new answers find room beside them. */
const MOST_PER_MS = 30;
const RETRY_MS = 500;
/** A shutdown waits this long for what is still here; the sweeper does the rest. */
const SHUTDOWN_MS = 5_000;

interface Waiting {
  sessionId: string;
  outboxId: string;
  key: string;
  value: string;
  traceparent?: string;
}

/**
 * Sends the events of this node's answers to Kafka, then takes them out of the outbox. It holds nothing that is not in
 * the outbox too: a node may die at any point, and a sweeper sends what it left.
 */
@Injectable()
export class OutboxRelay implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private waiting: Waiting[] = [];
  private running?: Promise<void>;
  private failing = false;
  private closing = false;

  constructor(
    private readonly log: EventLog,
    private readonly outbox: Outbox,
  ) {}

  /** Takes over an event that a script has just written to the outbox. */
  offer(sessionId: string, outboxId: string, key: string, value: string, traceparent?: string): void {
    if (this.waiting.length >= MAX_WAITING) return;
    this.waiting.push({ sessionId, outboxId, key, value, traceparent });
    this.running ??= this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.running, new Promise((resolve) => (timer = setTimeout(resolve, SHUTDOWN_MS)))]);
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    await pause(GATHER_MS);
    while (this.waiting.length > 0 && !(this.closing && this.failing)) {
      const batch = this.waiting.slice(0, MAX_BATCH);
      if (await this.send(batch)) this.waiting = this.waiting.slice(batch.length);
      await pause(this.failing ? RETRY_MS : Math.max(GATHER_MS, batch.length / MOST_PER_MS));
    }
    this.running = undefined;
  }

  private async send(batch: Waiting[]): Promise<boolean> {
    try {
      await this.log.append(batch.map(toRecord));
      if (this.failing) this.logger.log('Kafka takes events again');
      this.failing = false;
    } catch (error) {
      if (!this.failing)
        this.logger.warn(`Kafka takes no events, they wait in Redis: ${(error as Error).message}`);
      this.failing = true;
      return false;
    }
    await this.remove(batch);
    return true;
  }

  /** A failure here is harmless: the sweeper sends these once more, and they count once. */
  private async remove(batch: Waiting[]): Promise<void> {
    const bySession = new Map<string, string[]>();
    for (const { sessionId, outboxId } of batch) {
      const sent = bySession.get(sessionId);
      if (sent) sent.push(outboxId);
      else bySession.set(sessionId, [outboxId]);
    }
    for (const [sessionId, sent] of bySession) {
      await this.outbox
        .remove(sessionId, sent)
        .catch((error: Error) => this.logger.warn(`sent events stay in the outbox: ${error.message}`));
    }
  }
}

const toRecord = ({ key, value, traceparent }: Waiting): LogRecord => {
  const record = { topic: TOPICS.answers, key, value };
  return traceparent ? { ...record, headers: { traceparent } } : record;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
