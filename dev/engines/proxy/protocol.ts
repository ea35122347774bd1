/** What the harness and the proxy's process say to each other: JSON, one message a line, over a Unix socket. */

/** `up` is from the client to the server. */
export type Direction = 'up' | 'down';

/** A door to a server. */
export interface Listener {
  /** Name of the server behind it. */
  name: string;
  host: string;
  port: number;
  to: { host: string; port: number };
}

/** A connection that passes the proxy now. */
export interface Passing {
  id: number;
  /** The listener's name. */
  server: string;
  /** The client's end. */
  address: string;
  port: number;
  /** Milliseconds since it began. */
  ageMs: number;
}

export type Order =
  | { do: 'listen'; listener: Listener }
  | { do: 'list' }
  /** TCP reset towards both ends. */
  | { do: 'reset'; ids: number[] }
  /** Nothing passes until it is thawed; what is sent meanwhile waits, in the proxy and then in the sender. */
  | { do: 'freeze'; ids: number[]; directions: Direction[] }
  | { do: 'thaw'; ids: number[] }
  /** Everything passes so much later, in its order; 0 ends it. */
  | { do: 'delay'; ids: number[]; ms: number };

export type Request = Order & { request: number };

export interface Reply {
  request: number;
  /** What went wrong. */
  error?: string;
  passing?: Passing[];
}
