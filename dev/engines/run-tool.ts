import { execFile } from 'node:child_process';

/**
 * Runs a program to its end and returns what it printed on both outputs. Rejects with that output when it fails. The program
 * ends with this process. Installations write into a temporary folder, so nothing half-made stays behind.
 */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      process.off('exit', kill);
      if (!error) return resolve(stdout + stderr);
      const output = (stdout + stderr).trim().split('\n').slice(-15).join('\n');
      reject(new Error(`${command} ${args.join(' ')} failed: ${output || error.message}`, { cause: error }));
    });
    const kill = () => child.kill();
    process.once('exit', kill);
  });
}
