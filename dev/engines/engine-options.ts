import { LOCALHOST } from './ports.js';

/** Hears about work that takes a while: one line each. */
export type Progress = (line: string) => void;

/** Where an engine lives. */
export interface EngineOptions {
  port: number;
  /** Its own data folder; exists already. */
  dir: string;
  /** File for its output. */
  log: string;
  progress: Progress;
}

/** The network that a server is in. */
export interface Place {
  /** What it binds, and where clients and other nodes reach it. */
  address: string;
  /** Put before a command, to run it there; see `cluster/network.ts`. */
  enter: string[];
}

/** This machine, reachable from nowhere else. */
export const HERE: Place = { address: LOCALHOST, enter: [] };

/** An engine that may be one of several. */
export interface NodeOptions extends EngineOptions {
  name: string;
  place: Place;
  /** Port of the proxy before it, by which others are to reach it; its own by default. */
  announcedPort?: number;
  /** More for its environment. */
  environment?: Record<string, string>;
  /** Asked again and again, once the port accepts connections, until it says true. */
  ready: () => Promise<boolean>;
}

/** A node whose cluster says when it is ready. */
export type ClusterNode = Omit<NodeOptions, 'ready'>;

/** A command as it has to be given to run in that place. */
export function inPlace({ enter }: Place, command: string, args: string[]) {
  const [first = command, ...rest] = [...enter, command, ...args];
  return { command: first, args: rest };
}
