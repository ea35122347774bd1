import type { KafkaEvidence, StoredAnswer } from './evidence.js';
import { stableJson } from './stable-json.js';

/** A message of `podium.answers`. */
export interface AnswerMessage extends StoredAnswer {
  v: 1;
  id: string;
  sessionId: string;
  playerId: string;
  questionId: string;
}

/** Collects the messages of the answers topic: one event for each id, with the number of deliveries and all contradictions. */
export class KafkaCollector {
  private readonly evidence: KafkaEvidence = { events: new Map(), unreadable: 0 };

  constructor(private readonly sessionIds: ReadonlySet<string>) {}

  /**
   * @param storedAt when it was sent, by its producer's clock
   * @param partition the partition that contains it
   */
  add(text: string | undefined, storedAt: number, partition: number): void {
    const event = parse(text);
    if (!event || text === undefined) {
      this.evidence.unreadable++;
      return;
    }
    if (!this.sessionIds.has(event.sessionId)) return;
    const known = this.evidence.events.get(event.id);
    if (!known) {
      const { sessionId, playerId, questionId } = event;
      const { value, fraction, correct, points, elapsedMs, streak, at } = event;
      const answer = { value, fraction, correct, points, elapsedMs, streak, at };
      const others: string[] = [];
      this.evidence.events.set(event.id, {
        sessionId,
        playerId,
        questionId,
        answer,
        storedAt,
        partition,
        copies: 1,
        others,
        text,
      });
      return;
    }
    known.copies++;
    known.storedAt = Math.min(known.storedAt, storedAt);
    if ([known.text, ...known.others].some((other) => isSameEvent(text, other))) return;
    known.others.push(text);
  }

  finish(): KafkaEvidence {
    return this.evidence;
  }
}

/** The bytes are nearly always the same; another order of the fields does not make another event. */
const isSameEvent = (a: string, b: string): boolean =>
  a === b || stableJson(JSON.parse(a)) === stableJson(JSON.parse(b));

function parse(message: string | undefined): AnswerMessage | undefined {
  try {
    const event = JSON.parse(message ?? '') as AnswerMessage | null;
    return typeof event === 'object' && typeof event?.id === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}
