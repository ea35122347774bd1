import type { SessionEvent } from '../contracts/kafka-events.js';
import type { Outbox } from '../delivery/outbox.js';

const PAGE = 1_000;

/** The events in a session's outbox: they are missing in MongoDB, but not lost. */
export interface UnderWay {
  entries: number;
  /** Ids of players whose join waits. */
  players: Set<string>;
  /** `playerId:questionId` of answers that wait. */
  answers: Set<string>;
}

/** Reads a session's outbox to its end. */
export async function readUnderWay(outbox: Outbox, sessionId: string): Promise<UnderWay> {
  const found: UnderWay = { entries: 0, players: new Set(), answers: new Set() };
  let after: string | undefined;
  for (;;) {
    const entries = await outbox.read(sessionId, '+', PAGE, after);
    for (const { record } of entries) {
      found.entries += 1;
      const event = read(record.value);
      if (event.questionId) found.answers.add(`${event.playerId}:${event.questionId}`);
      else if (event.type === 'player-joined') found.players.add(event.playerId!);
    }
    if (entries.length < PAGE) return found;
    after = entries.at(-1)!.outboxId;
  }
}

/** An entry that can't be read concerns one player, and must not stop the audit of all the others. */
function read(value: string): Partial<SessionEvent> & { playerId?: string; questionId?: string } {
  try {
    return JSON.parse(value) as Partial<SessionEvent>;
  } catch {
    return {};
  }
}
