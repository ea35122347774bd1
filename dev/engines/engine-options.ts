import { LOCALHOST } from './ports.js';

/** Gets one line about each step that takes a while. */
export type Progress = (line: string) => void;

/** The port and the files of an engine. */
export interface EngineOptions {
  port: number;
  /** Its own data folder, which exists already. */
  dir: string;
  /** File for its output. */
  log: string;
  progress: Progress;
}

/** The network that a server is in. */
export interface Place {
  /** The address that it binds, and at which clients and other nodes reach it. */
  address: string;
  /** The words in front of a command that make it run in that network; see `cluster/network.ts`. */
  enter: string[];
}

/** This machine, which cannot be reached from elsewhere. */
export const HERE: Place = { address: LOCALHOST, enter: [] };

/** An engine that can be one of several. */
export interface NodeOptions extends EngineOptions {
  name: string;
  place: Place;
  /** The port of the proxy in front of it, by which others reach it; its own port by default. */
  announcedPort?: number;
  /** Additions to its environment. */
  environment?: Record<string, string>;
  /** Called repeatedly, once the port accepts connections, until it resolves with true. */
  ready: () => Promise<boolean>;
}

/** A node whose cluster decides when it is ready. */
export type ClusterNode = Omit<NodeOptions, 'ready'>;

/** The command in the form in which it runs in that place. */
export function inPlace({ enter }: Place, command: string, args: string[]) {
  const [first = command, ...rest] = [...enter, command, ...args];
  return { command: first, args: rest };
}
