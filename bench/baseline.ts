import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../dev/roles.js';
import { pin, SERVER_CPU } from './machine.js';

/** A server of `baselines/`, which runs on the CPU of the servers. */
export class Baseline {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @param nodeArgs more arguments for Node, such as `--cpu-prof` */
  static async start(
    name: 'socket-server' | 'http-server',
    cpu: number | string = SERVER_CPU,
    nodeArgs: string[] = [],
  ): Promise<Baseline> {
    const args = [...nodeArgs, '--import', 'tsx', `bench/baselines/${name}.ts`];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [port] = (await once(child, 'message')) as [number];
    pin(child.pid!, cpu);
    return new Baseline(child, `http://127.0.0.1:${port}`);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Sends it a message, and waits until the message has been handled. */
  async tell(message: object | string): Promise<void> {
    this.child.send(message);
    await once(this.child, 'message');
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
