import { Injectable, Logger } from '@nestjs/common';
import { deadLetterTopic } from '../contracts/kafka-events.js';
import { deadLetters } from './event-metrics.js';
import { EventLog } from './event-log.js';
import type { MessageBatch } from './kafka-batch-server.js';
import type { Unparseable } from './parse-events.js';

/** Puts aside what can't be read, with the reason and where it was, so that its partition goes on. */
@Injectable()
export class DeadLetters {
  private readonly logger = new Logger(DeadLetters.name);

  constructor(private readonly log: EventLog) {}

  async put(batch: MessageBatch, unparseable: Unparseable[]): Promise<void> {
    if (unparseable.length === 0) return;
    await this.log.append(
      unparseable.map(({ message, reason }) => ({
        topic: deadLetterTopic(batch.topic),
        key: message.key?.toString() ?? '',
        value: message.value?.toString() ?? '',
        headers: { reason, partition: String(batch.partition), offset: message.offset },
      })),
    );
    deadLetters.inc({ topic: batch.topic }, unparseable.length);
    this.logger.error(
      `${unparseable.length} of ${batch.messages.length} messages of ${batch.topic} put aside: ${unparseable[0]!.reason}`,
    );
  }
}
