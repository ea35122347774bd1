import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** The servers use one CPU and the load the other, so that neither takes time from the other. */
export const SERVER_CPU = 0;
export const LOAD_CPU = 1;
/** Both CPUs, as `taskset` lists them. */
export const ANY_CPU = `${SERVER_CPU},${LOAD_CPU}`;

/**
 * CPU seconds that the threads of a process have used so far, in user and in kernel mode. `schedstat` counts them in nanoseconds
 * (https://docs.kernel.org/scheduler/sched-stats.html); other files of /proc count ticks of 10 ms. Threads that have ended are
 * missing, but Node keeps its threads.
 */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const task of readdirSync(tasks)) {
    nanoseconds += Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1e9;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Keeps a running process, with all its threads, on one CPU. */
export function pin(pid: number, cpu: number | string): void {
  execFileSync('taskset', ['-acp', String(cpu), String(pid)], { stdio: 'ignore' });
}

/** The machine on which a result was measured. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim(),
  cpus: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});
