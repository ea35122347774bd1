import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { TOPICS } from '../contracts/kafka-events.js';
import { EventLog, type Fate, type LogRecord } from '../platform/log/event-log.js';
import { leftToSweeper, relayBytes, relayEvents } from './delivery-metrics.js';
import { Outbox } from './outbox.js';
import { OutboxClearing } from './outbox-clearing.js';
import { type RelayedEvent, RelayQueue } from './relay-queue.js';

/** Events are gathered this long, so that a busy node sends few and large requests. */
const GATHER_MS = 10;
/** The most events of one append, and the most memory that they take. */
const MAX_BATCH = 2_000;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/** More than this is left to the sweeper, which reads it from the outbox: the heap stays bounded. */
const MAX_WAITING = 50_000;
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** After an outage thousands of events wait. They are sent at this rate, which leaves room for new answers. */
const MOST_PER_MS = 30;
const RETRY_MS = 500;
/** While events wait for their partition, the relay looks for new ones this often. */
const LOOK_MS = 50;
/** A shutdown waits this long for the events that are still here; the sweeper sends the rest. */
const SHUTDOWN_MS = 5_000;

// ADR 1: why a relay can lose everything that it holds.
/**
 * Sends the events of this node's answers to Kafka, then takes them out of the outbox. It holds nothing that is not in
 * the outbox too: a node can die at any point, and a sweeper sends what it left. Events whose partition fails are set aside,
 * so that those of other partitions go on.
 */
@Injectable()
export class OutboxRelay implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly waiting = new RelayQueue(MAX_WAITING / 2, MAX_WAITING_BYTES / 2);
  /** Those that Kafka has not taken; tried again every `RETRY_MS`. */
  private readonly aside = new RelayQueue(MAX_WAITING / 2, MAX_WAITING_BYTES / 2);
  private readonly clearing: OutboxClearing;
  private asideUntil = 0;
  private running?: Promise<void>;
  private failing = false;
  private closing = false;

  constructor(
    private readonly log: EventLog,
    outbox: Outbox,
  ) {
    this.clearing = new OutboxClearing(outbox);
    relayEvents.add(() => this.waiting.length + this.aside.length);
    relayBytes.add(() => this.waiting.bytes + this.aside.bytes);
  }

  /** Takes over an event that a script has just written to the outbox. */
  offer(sessionId: string, outboxId: string, key: string, value: string, traceparent?: string): void {
    if (this.waiting.add({ sessionId, outboxId, key, value, traceparent })) this.running ??= this.run();
    else leftToSweeper.inc();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.running, new Promise((resolve) => (timer = setTimeout(resolve, SHUTDOWN_MS)))]);
    clearTimeout(timer);
  }

  /** Never rejects: nobody waits for it. */
  private async run(): Promise<void> {
    try {
      await pause(GATHER_MS);
      while (this.waiting.length > 0 || (this.aside.length > 0 && !this.closing)) {
        const fresh = this.waiting.take(MAX_BATCH, MAX_BATCH_BYTES);
        const again = performance.now() < this.asideUntil ? [] : this.aside.take(MAX_BATCH, MAX_BATCH_BYTES);
        if (fresh.length + again.length > 0) await this.send(fresh, again);
        const idle = this.waiting.length === 0 && this.aside.length > 0;
        await pause(idle ? LOOK_MS : Math.max(GATHER_MS, (fresh.length + again.length) / MOST_PER_MS));
      }
    } catch (error) {
      this.logger.error(`events are left to the sweeper: ${(error as Error).stack}`);
    } finally {
      this.running = undefined;
    }
  }

  /** @param again events that had been set aside; while most of them fail, the next try waits */
  private async send(fresh: RelayedEvent[], again: RelayedEvent[]): Promise<void> {
    const events = again.length > 0 ? fresh.concat(again) : fresh;
    const fates = await this.log.append(events.map(toRecord));
    let [failed, failedAgain] = [0, 0];
    for (let place = 0; place < events.length; place++) {
      if (fates[place]!.state !== 'failed') continue;
      const event = events[place]!;
      failed += 1;
      if (place >= fresh.length) failedAgain += 1;
      if (!this.aside.add(place < fresh.length ? own(event) : event)) leftToSweeper.inc();
    }
    if (again.length > 0) {
      this.asideUntil = performance.now() + (2 * failedAgain > again.length ? RETRY_MS : 0);
    }
    this.note(failed, fates);
    await this.clearing.clear(events, fates);
  }

  private note(failed: number, fates: Fate[]): void {
    if (failed > 0 && !this.failing) {
      const reason = fates.map((fate) => fate.state === 'failed' && fate.reason).find(Boolean);
      this.logger.warn(
        `${failed} of ${fates.length} events wait in Redis, Kafka does not take them: ${reason}`,
      );
      this.failing = true;
    } else if (this.failing && failed === 0 && this.aside.length === 0) {
      this.logger.log('Kafka takes events again');
      this.failing = false;
    }
  }
}

const toRecord = ({ key, value, traceparent }: RelayedEvent): LogRecord => {
  const record = { topic: TOPICS.answers, key, value };
  return traceparent ? { ...record, headers: { traceparent } } : record;
};

/** The event with a copy of its text: the text was a part of the script's whole reply, which would stay in memory with it. */
const own = (event: RelayedEvent): RelayedEvent => ({ ...event, value: Buffer.from(event.value).toString() });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
