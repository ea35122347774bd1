/**
 * `node dev/run.mjs [--no-build] <script> [args…]`: runs a script of this repository, TypeScript or not, even from a fresh
 * clone. Installs the packages and builds `dist/` when they are missing or stale. Needs nothing but Node itself.
 * `--no-build` (or PODIUM_NO_BUILD=1) is for scripts that need no `dist/`: the engines start even while the source is broken.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { prepare } from './prepare.mjs';

const given = process.argv.slice(2);
const withoutBuild = given[0] === '--no-build' || process.env.PODIUM_NO_BUILD === '1';
const [script, ...args] = given[0] === '--no-build' ? given.slice(1) : given;
if (!script) {
  console.error('usage: node dev/run.mjs [--no-build] <script> [arguments]');
  process.exit(2);
}
await prepare({ build: !withoutBuild });

const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
const child = spawn(process.execPath, [...loader, script, ...args], {
  stdio: 'inherit',
  // A script with this variable knows that it should end with this process: see lifetime.ts.
  env: { ...process.env, PODIUM_RUNNER: String(process.pid) },
});
// A Ctrl-C reaches the child through the terminal as well. This process never stops the child harder than it was asked to:
// the child handles two signals as one, and this process lives until the child has stopped everything.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
