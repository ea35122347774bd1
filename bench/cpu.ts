import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** CPU seconds that a process has used, user and system, all threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Keeps a running process, with all its threads, on one CPU. */
export function pin(pid: number, cpu: number): void {
  execFileSync('taskset', ['-acp', String(cpu), String(pid)], { stdio: 'ignore' });
}

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
