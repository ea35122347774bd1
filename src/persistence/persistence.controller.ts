import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TOPICS } from '../contracts/kafka-events.js';
import { DeadLetters } from './dead-letters.js';
import type { MessageBatch } from './kafka-batch-server.js';
import { parseAnswers, parseSessionEvents } from './parse-events.js';
import { ResultStore } from './result-store.js';
import { SessionProjection } from './session-projection.js';

/** From Kafka to MongoDB. A handler returns when everything of its batch is stored by a majority. */
@Controller()
export class PersistenceController {
  constructor(
    private readonly results: ResultStore,
    private readonly sessions: SessionProjection,
    private readonly deadLetters: DeadLetters,
  ) {}

  @EventPattern(TOPICS.answers)
  async onAnswers(@Payload() batch: MessageBatch): Promise<void> {
    const { events, unparseable } = parseAnswers(batch.messages);
    await this.deadLetters.put(batch, unparseable);
    await this.results.addAnswers(events);
  }

  @EventPattern(TOPICS.sessions)
  async onSessionEvents(@Payload() batch: MessageBatch): Promise<void> {
    const { events, unparseable } = parseSessionEvents(batch.messages);
    await this.deadLetters.put(batch, unparseable);
    await this.results.addPlayers(events.filter((event) => event.type === 'player-joined'));
    await this.results.markKicked(events.filter((event) => event.type === 'player-kicked'));
    await this.sessions.apply(events);
  }
}
