import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGuarded, type Command, type Exit, type Guarded } from './guard.js';
import { accepts, isFree, LOCALHOST } from './ports.js';

/** A server process, with everything that tests and scripts can do with it. */
export interface Engine {
  readonly name: string;
  /** The address at which this process reaches it. */
  readonly host: string;
  readonly port: number;
  /** The port that it announces to others, when a proxy stands in front of it. */
  readonly announcedPort?: number;
  /** The id of the present run; a restart changes it. */
  readonly pid: number;
  /** Settles when the present run ends, whether that was wanted or not. */
  readonly exited: Promise<Exit>;
  /** The file for its output. */
  readonly log: string;
  /** Resolves once the signal is sent, not when the process has ended: that is `exited`. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** SIGTERM, then SIGKILL when it takes too long. The data stays. */
  stop(): Promise<void>;
  /** Stops it if it runs, and starts it again on the same port and data; resolves when it is ready. */
  restart(): Promise<void>;
}

/** The address by which clients and other nodes reach a server: its own, or that of the proxy in front of it. */
export const addressOf = ({
  host,
  port,
  announcedPort = port,
}: Pick<Engine, 'host' | 'port' | 'announcedPort'>) => `${host}:${announcedPort}`;

export interface ServerOptions extends Command {
  name: string;
  port: number;
  announcedPort?: number;
  /** Address that the server binds; undefined for all addresses. */
  host?: string;
  /** Called repeatedly, once the port accepts connections, until it resolves with true. */
  ready: () => Promise<boolean>;
  /** Milliseconds that the server can take to get ready. */
  readyMs: number;
}

/** Last lines of a log, for the message of an error. */
async function tail(log: string): Promise<string> {
  if (log === 'inherit') return '';
  const text = await readFile(log, 'utf8').catch(() => '');
  return `\n--- last lines of ${log}\n${text.trimEnd().split('\n').slice(-15).join('\n')}`;
}

const describeExit = (exit: Exit) =>
  exit.error ?? (exit.signal ? `ended by ${exit.signal}` : `exited with code ${exit.code}`);

async function untilReady(options: ServerOptions, run: Guarded): Promise<void> {
  const { name, port, host, ready, readyMs, log } = options;
  const end = Date.now() + readyMs;
  let ended: Exit | undefined;
  void run.exited.then((exit) => (ended = exit));
  while (Date.now() < end) {
    if (ended) throw new Error(`${name} did not start: ${describeExit(ended)}${await tail(log)}`);
    if ((await accepts(port, host)) && (await ready().catch(() => false))) return;
    await Promise.race([sleep(100), run.exited]);
  }
  await run.stop();
  throw new Error(`${name} was not ready after ${readyMs / 1000} s${await tail(log)}`);
}

/** Starts a server and resolves once it serves. Rejects with the last lines of its log; then nothing is left running. */
export async function startServer(options: ServerOptions): Promise<Engine> {
  const { name, port, announcedPort, host, log } = options;
  let run: Guarded;

  async function start(): Promise<void> {
    // Otherwise another program on the port would answer the question whether this server is ready.
    if (!(await isFree(port, host))) throw new Error(`${name}: port ${port} is already taken`);
    try {
      run = await startGuarded(options);
    } catch (error) {
      throw new Error(`${name} did not start: ${(error as Error).message}`, { cause: error });
    }
    await untilReady(options, run);
  }

  await start();
  return {
    name,
    host: host ?? LOCALHOST,
    port,
    ...(announcedPort !== undefined && { announcedPort }),
    log,
    get pid() {
      return run.pid;
    },
    get exited() {
      return run.exited;
    },
    kill: (signal) => run.signal(signal),
    pause: () => run.signal('SIGSTOP'),
    resume: () => run.signal('SIGCONT'),
    stop: async () => void (await run.stop()),
    restart: async () => {
      await run.stop();
      await start();
    },
  };
}
