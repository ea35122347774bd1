import { Injectable, Logger } from '@nestjs/common';
import { deadLetterTopic, TOPICS } from '../contracts/kafka-events.js';
import { EventLog, type LogRecord } from '../platform/log/event-log.js';
import type { MessageBatch } from '../platform/log/message-batch.js';
import type { Aside } from './parse-events.js';
import { deadLetters } from './persistence-metrics.js';

/**
 * `unreadable`: not an event of Podium, so it comes from somewhere else. `malformed`: it looks like one, but a field is wrong.
 * `refused`: an event that MongoDB does not accept. The last two are answers and steps that were acknowledged.
 */
const KINDS = ['unreadable', 'malformed', 'refused'] as const;
export type DeadLetterKind = (typeof KINDS)[number];

const REASON_LENGTH = 500;
const LOGGED_LENGTH = 200;
const KEY_LENGTH = 200;
/** Characters that are kept of a value that is too large for the topic of dead letters; the next is tried when one fails. */
const CUT_LENGTHS = [64 * 1024, 8 * 1024, 512, 0];

/** Puts aside what can't be stored, with the reason and where it was, so that its partition goes on. */
@Injectable()
export class DeadLetters {
  private readonly logger = new Logger(DeadLetters.name);

  constructor(private readonly log: EventLog) {
    // The counters exist from zero on, so that the first dead letter shows as a rise.
    for (const topic of Object.values(TOPICS)) for (const kind of KINDS) deadLetters.inc({ topic, kind }, 0);
  }

  /** @throws Error when they could not be stored: then the worker must not move past these messages */
  async put(batch: MessageBatch, kind: DeadLetterKind, asides: Aside[]): Promise<void> {
    if (asides.length === 0) return;
    let letters = asides.map((aside) => letter(batch, aside));
    for (const length of [...CUT_LENGTHS, undefined]) {
      const refused = await this.append(letters);
      if (refused.length === 0) break;
      // Refused even without its value. The message itself stays in its topic as long as Kafka keeps it.
      if (length === undefined)
        this.logger.error(`${refused.length} dead letters of ${batch.topic} are lost`);
      else letters = refused.map((record) => cut(record, length));
    }
    deadLetters.inc({ topic: batch.topic, kind }, asides.length);
    this.logger.error(
      `${asides.length} of ${batch.messages.length} messages of ${batch.topic}[${batch.partition}] put aside as ${kind}: ${asides[0]!.reason.slice(0, LOGGED_LENGTH)}`,
    );
  }

  /** @returns those that the log refuses for good */
  private async append(letters: LogRecord[]): Promise<LogRecord[]> {
    const fates = await this.log.append(letters);
    for (const fate of fates) {
      if (fate.state === 'failed') throw new Error(`dead letters were not stored: ${fate.reason}`);
    }
    return letters.filter((_, place) => fates[place]!.state === 'refused');
  }
}

function letter({ topic, partition }: MessageBatch, { message, reason }: Aside): LogRecord {
  return {
    topic: deadLetterTopic(topic),
    key: message.key?.toString() ?? '',
    value: message.value?.toString() ?? '',
    headers: {
      reason: reason.slice(0, REASON_LENGTH),
      partition: String(partition),
      offset: message.offset,
    },
  };
}

const cut = ({ key, value, ...rest }: LogRecord, length: number): LogRecord => ({
  ...rest,
  key: key.slice(0, KEY_LENGTH),
  value: value.slice(0, length),
  headers: { ...rest.headers, cut: 'true' },
});
