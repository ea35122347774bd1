import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const MOST_OUTPUT = 64 * 2 ** 20;

export interface Ended {
  code: number;
  output: string;
}

/** Runs a program to its end and never rejects; `input` is what it reads. */
export function ended(
  command: string,
  args: string[],
  options: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Ended> {
  const { input, ...rest } = options;
  const child = exec(command, args, { maxBuffer: MOST_OUTPUT, ...rest });
  if (input !== undefined) child.child.stdin!.end(input);
  return child.then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code?: number; stdout?: string; stderr?: string; message: string }) => ({
      code: typeof error.code === 'number' ? error.code : 1,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}` || error.message,
    }),
  );
}
