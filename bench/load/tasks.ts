/** A task that a bench gives to a load process over IPC. */
export type LoadTask =
  | { kind: 'connect'; url: string; tokens: string[] }
  /** Each client sends its payloads one after the other, as fast as they are acknowledged. */
  | { kind: 'closed-loop'; event: string; payloads: unknown[] }
  /** Each client sends its payloads; all clients together send `perSecond` a second. */
  | { kind: 'open-loop'; event: string; payloads: unknown[]; perSecond: number }
  /** Like `closed-loop`, but each group of clients, in the order in which they connected, has its own payloads. */
  | { kind: 'groups'; event: string; groups: { clients: number; payloads: unknown[] }[] }
  /** Joins `times` new players over HTTP. */
  | { kind: 'post'; url: string; times: number }
  /** Ends when every client has had the event `times` times. */
  | { kind: 'hear'; event: string; times: number }
  /** Ends with the next such event of the first client. */
  | { kind: 'sample'; event: string }
  /** Ends as soon as all earlier tasks have begun. */
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
