/** What a bench asks of a load process, over IPC. */
export type LoadTask =
  | { kind: 'connect'; url: string; tokens: string[] }
  /** Each client sends its payloads one after the other, as fast as they are acknowledged. */
  | { kind: 'closed-loop'; event: string; payloads: unknown[] }
  /** Each client sends its payloads, all clients together so many a second. */
  | { kind: 'open-loop'; event: string; payloads: unknown[]; perSecond: number }
  /** As `closed-loop`, each group of clients with its own payloads, in the order in which they connected. */
  | { kind: 'groups'; event: string; groups: { clients: number; payloads: unknown[] }[] }
  /** Joins so many new players over HTTP. */
  | { kind: 'post'; url: string; times: number }
  /** Until every client has had the event so many times. */
  | { kind: 'hear'; event: string; times: number }
  /** The next one that the first client has. */
  | { kind: 'sample'; event: string }
  /** Done as soon as all that was asked before has begun. */
  | { kind: 'begun' }
  | { kind: 'disconnect' };

export interface Latencies {
  /** Acknowledgements by status. */
  statuses: Record<string, number>;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  max: number;
}

/** Milliseconds since the epoch. */
export interface Heard {
  first: number;
  last: number;
}

export interface Sampled {
  payload: unknown;
  at: number;
}

export type Report = Latencies | Heard | Sampled | Record<string, never>;
