/**
 * `node dev/run.mjs [--no-build] <script> [args…]`: runs a script of this repository, TypeScript or not, from a fresh
 * clone on. Installs the packages and builds `dist/` when they are missing or stale. Needs nothing but Node itself.
 * `--no-build` (or PODIUM_NO_BUILD=1) is for what needs no `dist/`: the engines start even while the source is broken.
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
  // By this a script knows that it should end with this process: see lifetime.ts.
  env: { ...process.env, PODIUM_RUNNER: String(process.pid) },
});
// A Ctrl-C reaches the child through the terminal as well. Nothing here ever stops it harder than it was asked to:
// it takes two signals for one, and this process lives until it has put everything away.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
