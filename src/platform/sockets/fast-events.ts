/** An event as it arrived. */
export interface ReceivedEvent {
  name: string | number;
  payload: unknown;
  /** Digits of the acknowledgement that is wanted; empty for none. */
  id: string;
}

/** The packet type of an event in the default namespace (Socket.IO protocol); the event's number follows. */
const EVENT = '2';
const MAX_ID_LENGTH = 15;

/** The names of events that are served. */
export interface Known {
  has(name: unknown): boolean;
}

// ADR 5: why events are parsed here.
/**
 * Reads `2["answer",{…}]` or, with an acknowledgement wanted, `217["answer",{…}]`; undefined for anything that is not clearly
 * one of the `known` events.
 *
 * It replaces Socket.IO's own path, which looks for namespaces and binary parts, waits for the next tick twice, copies
 * lists of listeners, and notifies ten other listeners of every packet. All other packets still take that path.
 */
export function parseEvent(packet: string, known: Known): ReceivedEvent | undefined {
  if (packet[0] !== EVENT) return undefined;
  let start = 1;
  while (isDigit(packet.charCodeAt(start))) start++;
  if (packet[start] !== '[' || start > MAX_ID_LENGTH) return undefined;
  try {
    const [name, payload] = JSON.parse(packet.slice(start)) as [string, unknown];
    return known.has(name) ? { name, payload, id: packet.slice(1, start) } : undefined;
  } catch {
    return undefined;
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
