import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Servers on one CPU, the load on the other: so that neither takes the other's. */
export const SERVER_CPU = 0;
export const LOAD_CPU = 1;
/** As `taskset` lists them. */
export const ANY_CPU = `${SERVER_CPU},${LOAD_CPU}`;

/** CPU seconds that a process has used, user and system, all threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Keeps a running process, with all its threads, on one CPU. */
export function pin(pid: number, cpu: number | string): void {
  execFileSync('taskset', ['-acp', String(cpu), String(pid)], { stdio: 'ignore' });
}

/** What a result has to say of where it was found. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim(),
  cpus: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});
