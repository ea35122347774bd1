/** The messages between the harness and the process of a proxy: JSON, one message a line, over a Unix socket. */

/** `up` is from the client to the server. */
export type Direction = 'up' | 'down';

/** A port of the proxy that leads to one server. */
export interface Listener {
  /** Name of the server behind it. */
  name: string;
  host: string;
  port: number;
  to: { host: string; port: number };
}

/** A connection through the proxy. */
export interface Passing {
  id: number;
  /** The name of the listener. */
  server: string;
  /** The address of the client's end. */
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
  /** Nothing passes until the connection is thawed; bytes that are sent wait in the proxy, and then in the sender. */
  | { do: 'freeze'; ids: number[]; directions: Direction[] }
  | { do: 'thaw'; ids: number[] }
  /** Everything passes `ms` later, in order; 0 ends the delay. */
  | { do: 'delay'; ids: number[]; ms: number };

export type Request = Order & { request: number };

export interface Reply {
  request: number;
  /** The reason of a failure. */
  error?: string;
  passing?: Passing[];
}
