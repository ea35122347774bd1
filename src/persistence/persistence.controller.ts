import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type SessionEvent, TOPICS } from '../contracts/kafka-events.js';
import type { MessageBatch } from '../platform/log/message-batch.js';
import { LateArrivals } from '../rebuild/late-arrivals.js';
import type { Refusal } from './bulk-writer.js';
import { DeadLetters } from './dead-letters.js';
import { parseAnswers, type Parsed, parseSessionEvents } from './parse-events.js';
import { ResultStore } from './result-store.js';
import { SessionProjection } from './session-projection.js';

/**
 * Writes from Kafka to MongoDB. A handler returns when everything in its batch is stored by a majority, or is among the dead
 * letters. Events that can be stored are stored first, since dead letters sometimes have to wait for Kafka.
 */
@Controller()
export class PersistenceController {
  constructor(
    private readonly results: ResultStore,
    private readonly sessions: SessionProjection,
    private readonly deadLetters: DeadLetters,
    private readonly late: LateArrivals,
  ) {}

  @EventPattern(TOPICS.answers)
  async onAnswers(@Payload() batch: MessageBatch): Promise<void> {
    const parsed = readable(parseAnswers(batch.messages));
    const refusals = await this.results.addAnswers(parsed.events);
    await this.late.restore(parsed.events);
    await this.putAside(batch, parsed, refusals);
  }

  @EventPattern(TOPICS.sessions)
  async onSessionEvents(@Payload() batch: MessageBatch): Promise<void> {
    const parsed = readable(parseSessionEvents(batch.messages));
    const { events } = parsed;
    const refusals = [
      ...(await some(events, isJoin, (joined) => this.results.addPlayers(joined))),
      ...(await some(events, isKick, (kicked) => this.results.markKicked(kicked))),
      ...(await this.sessions.apply(events)),
    ];
    await this.late.restore(events);
    await this.putAside(batch, parsed, refusals);
  }

  private async putAside(
    batch: MessageBatch,
    { sources, unparseable }: Parsed<unknown>,
    refusals: Refusal[],
  ): Promise<void> {
    const refused = refusals.map(({ index, reason }) => ({ message: sources[index]!, reason }));
    await this.deadLetters.put(batch, 'refused', refused);
    const [ours, foreign] = [true, false].map((is) => unparseable.filter(({ isOurs }) => isOurs === is));
    await this.deadLetters.put(batch, 'malformed', ours!);
    await this.deadLetters.put(batch, 'unreadable', foreign!);
  }
}

/** @throws Error when there is a message that only a newer version can read: the partition waits for that version */
function readable<Events extends Parsed<unknown>>(parsed: Events): Events {
  if (parsed.newer) throw new Error(parsed.newer);
  return parsed;
}

type Of<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;

const isJoin = (event: SessionEvent): event is Of<'player-joined'> => event.type === 'player-joined';
const isKick = (event: SessionEvent): event is Of<'player-kicked'> => event.type === 'player-kicked';

/** Stores the events of one kind. @returns the refused ones, by their place among all events */
async function some<Kind extends SessionEvent>(
  events: SessionEvent[],
  isOne: (event: SessionEvent) => event is Kind,
  store: (events: Kind[]) => Promise<Refusal[]>,
): Promise<Refusal[]> {
  const places: number[] = [];
  const chosen = events.filter((event, place): event is Kind => {
    const one = isOne(event);
    if (one) places.push(place);
    return one;
  });
  const refusals = await store(chosen);
  return refusals.map(({ index, reason }) => ({ index: places[index]!, reason }));
}
