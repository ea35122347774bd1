import type { FaultLine, Part } from '../history.js';

/** What goes on when a fault is over but not all that hit it has noticed: connections that are made anew, for one. */
const AFTER_MS = 2_000;

/** Faults that went on at some time between two moments, or had just been over. */
export const duringFaults = (
  faults: FaultLine[],
  from: number,
  to: number,
  suits: (fault: FaultLine) => boolean,
): FaultLine[] =>
  faults.filter((fault) => fault.at <= to && fault.healthyAt + AFTER_MS >= from && suits(fault));

/** What a fault hit that a session has to do with: keys that it dropped are those of the sessions that it names. */
export const partsFor = ({ parts, sessions }: FaultLine, sessionId: string): Part[] =>
  sessions && !sessions.includes(sessionId) ? parts.filter((part) => part !== 'keys') : parts;

/** Whether a fault of these parts went on then. @param sessionId that it has to have hit */
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

/** How long between two moments no such fault went on, nor had ended less than `afterMs` before. */
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
