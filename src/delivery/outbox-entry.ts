import { TOPICS } from '../contracts/kafka-events.js';
import type { LogRecord } from '../platform/log/event-log.js';
import { OUTBOX_FIELDS } from '../session/state/layout.js';

/** The topic of an event, by the field of the outbox entry that holds it. */
const OUTBOX_TOPICS: Record<string, string> = {
  [OUTBOX_FIELDS.answer]: TOPICS.answers,
  [OUTBOX_FIELDS.session]: TOPICS.sessions,
};

/** An entry of a session's outbox. */
export interface OutboxEntry {
  outboxId: string;
  /** Its topic is empty when this version does not know the kind of the entry. */
  record: LogRecord;
}

/** An entry as Redis returns it: the event under its topic's field, then its trace, if it is traced. */
export type StreamEntry = [outboxId: string, fields: string[]];

export function toEntry(sessionId: string, [outboxId, fields]: StreamEntry): OutboxEntry {
  const [field = '', value = '', name, traceparent] = fields;
  const topic = OUTBOX_TOPICS[field] ?? '';
  const record: LogRecord = { topic, key: keyOf(sessionId, topic, value), value };
  if (name === OUTBOX_FIELDS.trace && traceparent) record.headers = { traceparent };
  return { outboxId, record };
}

/** An event that can't be read goes to Kafka like any other: a worker puts it aside there, with the reason. */
function keyOf(sessionId: string, topic: string, value: string): string {
  if (topic !== TOPICS.answers) return sessionId;
  try {
    const { playerId } = JSON.parse(value) as { playerId: string };
    return `${sessionId}:${playerId}`;
  } catch {
    return sessionId;
  }
}
