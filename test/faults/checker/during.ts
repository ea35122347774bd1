import type { FaultLine, Part } from '../history.js';

/** When a fault is over, its effects can go on for this long: for example, connections are made again. */
const AFTER_MS = 2_000;

/** The faults that went on at some time between two moments, or had ended shortly before. */
export const duringFaults = (
  faults: FaultLine[],
  from: number,
  to: number,
  suits: (fault: FaultLine) => boolean,
): FaultLine[] =>
  faults.filter((fault) => fault.at <= to && fault.healthyAt + AFTER_MS >= from && suits(fault));

/** The parts of a fault that concern a session: keys count only for the sessions that the fault names. */
export const partsFor = ({ parts, sessions }: FaultLine, sessionId: string): Part[] =>
  sessions && !sessions.includes(sessionId) ? parts.filter((part) => part !== 'keys') : parts;

/** Whether a fault of these parts went on then. @param sessionId the session that it must have hit */
export const isDisturbed = (
  faults: FaultLine[],
  from: number,
  to: number,
  parts: readonly Part[],
  sessionId = '',
): boolean =>
  duringFaults(faults, from, to, (fault) =>
    (sessionId ? partsFor(fault, sessionId) : fault.parts).some((part) => parts.includes(part)),
  ).length > 0;

/** How long between two moments no such fault went on, or had ended less than `afterMs` ago. */
export function undisturbedMs(
  faults: FaultLine[],
  [from, to]: [from: number, to: number],
  suits: (fault: FaultLine) => boolean,
  afterMs: number,
): number {
  let [calm, since] = [0, from];
  for (const fault of faults.filter(suits).toSorted((a, b) => a.at - b.at)) {
    if (fault.at > since) calm += Math.max(0, Math.min(fault.at, to) - since);
    since = Math.max(since, fault.healthyAt + afterMs);
  }
  return calm + Math.max(0, to - since);
}
