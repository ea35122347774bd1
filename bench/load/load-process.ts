import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { LoadReport, LoadTask } from './protocol.js';

interface Reply {
  report?: LoadReport;
  error?: string;
}

/** A load process on a CPU of its own. */
export class LoadProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(cpu: number): Promise<LoadProcess> {
    const child = spawn(
      'taskset',
      ['-c', String(cpu), process.execPath, '--import', 'tsx', 'bench/load/clients.ts'],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    await once(child, 'message');
    return new LoadProcess(child);
  }

  async do(task: LoadTask): Promise<LoadReport> {
    this.child.send(task);
    const [reply] = (await once(this.child, 'message')) as [Reply];
    if (reply.error) throw new Error(reply.error);
    return reply.report ?? { statuses: {}, seconds: 0, p50: 0, p99: 0 };
  }

  stop(): void {
    this.child.disconnect();
  }
}
