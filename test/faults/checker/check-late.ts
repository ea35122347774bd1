import type { FaultLine, Part } from '../history.js';
import { duringFaults, isDisturbed, partsFor, undisturbedMs } from './during.js';
import type { Evidence } from './evidence.js';
import type { Finding } from './findings.js';
import { type JoinedAnswer, whose } from './join-answers.js';

/** An answer is in Kafka this soon after its acknowledgement, even if its node has died: the sweeper looks every second. */
const LATE_MS = 20_000;
/** A fault of these parts can hold an event back, also for some time after it. */
const HOLDING: Part[] = ['redis', 'redis clock', 'kafka', 'ws', 'worker', 'keys'];
const AFTER_MS = 10_000;
/** Whatever happened before, this is longer than anything waits until it is tried again. */
const CALM_MS = 40_000;

/**
 * `late-in-kafka`: an acknowledged answer came to Kafka late, although no fault held it back: neither one of Kafka, nor of
 * Redis, nor of the processes that carry the answer, nor of its partition.
 */
export function checkLate({ faults }: Evidence, answers: JoinedAnswer[]): Finding[] {
  return answers.flatMap((answer) => {
    const { kafkaEvent: event } = answer;
    const ackedAt = Math.min(...(answer.history?.ops ?? []).map((op) => op.ackedAt ?? Infinity));
    if (!event || !(event.storedAt - ackedAt > LATE_MS)) return [];
    const { storedAt } = event;
    // Records have the time of the process that sent them, so they cannot be judged while its clock is wrong.
    if (isDisturbed(faults, ackedAt - AFTER_MS, ackedAt + LATE_MS + CALM_MS, ['role clock'])) return [];
    const isOne = (fault: FaultLine) => isHolding(fault, event.partition, answer.session.sessionId);
    const wasHeld = duringFaults(faults, ackedAt - AFTER_MS, storedAt, isOne).length > 0;
    const calm = undisturbedMs(faults, [ackedAt, storedAt], isOne, AFTER_MS);
    if (wasHeld && calm < CALM_MS) return [];
    const detail = `in Kafka ${((event.storedAt - ackedAt) / 1_000).toFixed(1)} s after its acknowledgement`;
    return [{ kind: 'late-in-kafka' as const, ...whose(answer), at: ackedAt, detail }];
  });
}

function isHolding(fault: FaultLine, partition: number, sessionId: string): boolean {
  if (fault.partition !== undefined) return fault.partition === partition;
  return partsFor(fault, sessionId).some((part) => HOLDING.includes(part));
}
