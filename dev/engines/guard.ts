import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that must stop later has a lower tier: see `end` in `guard.mjs`. */
export const TIER = { network: -2, proxy: -1, engine: 0, loadBalancer: 1, role: 2 } as const;

/** A process to start. */
export interface Command {
  command: string;
  args: string[];
  cwd?: string;
  env: NodeJS.ProcessEnv;
  /** The file to which both outputs are appended; `inherit` for the outputs of this process. */
  log: string;
  tier: number;
  /** Milliseconds between SIGTERM and SIGKILL. */
  stopMs: number;
}

/** How a process ended; `error` when it could not be started at all. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: string;
}

/** A started process, controlled through the guard. */
export interface Guarded {
  pid: number;
  exited: Promise<Exit>;
  /** Resolves once the signal is sent; a process that has ended gets none. */
  signal(name: NodeJS.Signals): Promise<void>;
  stop(): Promise<Exit>;
}

type Report =
  | { type: 'started'; id: number; pid: number }
  | { type: 'signalled'; id: number; request: number }
  | ({ type: 'exit'; id: number } & Exit);

interface Listener {
  started(pid: number): void;
  exit(exit: Exit): void;
  orphaned(): void;
}

function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // The process ended along with its guard.
  }
}

/** This process's side of one `guard.mjs` process. */
class Guard {
  private readonly listeners = new Map<number, Listener>();
  private readonly signalled = new Map<number, () => void>();
  private lastId = 0;
  private readonly process = spawn(process.execPath, [fileURLToPath(new URL('guard.mjs', import.meta.url))], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A debugger or loader of this process must not run in the guard.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  private readonly gone = once(this.process, 'exit');

  constructor() {
    this.process.on('message', (report: Report) => {
      const listener = this.listeners.get(report.id);
      if (report.type === 'started') listener?.started(report.pid);
      else if (report.type === 'exit') listener?.exit(report);
      else this.signalled.get(report.request)?.();
    });
    this.process.once('exit', (code) => {
      if (current === this) current = undefined;
      for (const listener of this.listeners.values()) {
        // Code 0 is the orderly end, after which everything has stopped. A guard that was killed leaves orphans.
        if (code !== 0) listener.orphaned();
        listener.exit({ code: null, signal: null, error: 'its guard process ended' });
      }
      for (const sent of this.signalled.values()) sent();
    });
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get idle(): boolean {
    return this.listeners.size === 0;
  }

  /** A closed channel needs no error handling: the guard's exit notifies every listener. */
  send(message: object): void {
    if (this.process.connected) this.process.send(message, () => {});
  }

  private signal(id: number, name: NodeJS.Signals): Promise<void> {
    if (!this.process.connected) return Promise.resolve();
    const request = ++this.lastId;
    return new Promise((resolve) => {
      this.signalled.set(request, () => {
        this.signalled.delete(request);
        resolve();
      });
      this.send({ type: 'signal', id, signal: name, request });
    });
  }

  start(command: Command): Promise<Guarded> {
    const id = ++this.lastId;
    const signal = (name: NodeJS.Signals) => this.signal(id, name);
    return new Promise((resolve, reject) => {
      let pid = 0;
      const exited = new Promise<Exit>((exit) => {
        this.listeners.set(id, {
          started: (number) => {
            pid = number;
            resolve({ pid, exited, signal, stop });
          },
          exit: (outcome) => {
            this.listeners.delete(id);
            exit(outcome);
            reject(new Error(outcome.error ?? 'ended before it started'));
          },
          orphaned: () => pid > 0 && terminate(pid),
        });
      });
      const stop = () => {
        this.send({ type: 'stop', id });
        return exited;
      };
      this.send({ type: 'start', id, ...command });
    });
  }

  async end(): Promise<void> {
    if (current === this) current = undefined;
    if (this.process.connected) this.process.disconnect();
    await this.gone;
  }
}

let current: Guard | undefined;
const guard = (): Guard => (current ??= new Guard());

/** Process id of the guard, which lives as long as anything it started. */
export const guardPid = (): number => guard().pid;

/** Starts a process under the guard; rejects when there is no such program. */
export const startGuarded = (command: Command): Promise<Guarded> => guard().start(command);

/** Lets the guard remove a folder at its end, even when this process has died before. */
export const removeAtEnd = (path: string): void => guard().send({ type: 'folder', path });

/** Ends the guard, which stops everything that still runs, and waits until it is gone. */
export const endGuard = async (): Promise<void> => current?.end();

/** Ends the guard if nothing runs under it any more, so that this process can end too. */
export const endIdleGuard = async (): Promise<void> => (current?.idle ? current.end() : undefined);
