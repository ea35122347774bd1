/** Adds what a fresh clone lacks: `node_modules/` as in the lock file, and a `dist/` that was built from this very source. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const stamp = join(root, 'dist', '.podium-source');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * npm writes `node_modules/.package-lock.json` as the last step of an installation. A comparison entry by entry notices
 * what a time stamp does not: the lock file of another branch, or an interrupted installation. Optional packages are left
 * out, since each platform installs its own.
 */
function modulesAreCurrent() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = readJson(installedPath).packages;
  const wanted = Object.entries(readJson(join(root, 'package-lock.json')).packages);
  return wanted.every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (optional && !installed[path]) ||
      (installed[path]?.version === version && installed[path]?.integrity === integrity),
  );
}

/** A hash of everything that a build reads. Unlike times it survives a checkout, and it notices a deleted file. */
function sourceHash() {
  const files = ['src', 'web']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const settings = [
    'tsconfig.json',
    'tsconfig.build.json',
    'tsconfig.client.json',
    'nest-cli.json',
    'package-lock.json',
    'dev/bundle.mjs',
  ];
  const hash = createHash('sha256');
  for (const file of [...files, ...settings.map((name) => join(root, name))]) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const buildIsCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();

/**
 * Runs a command quietly, and prints its whole output when it fails. When this process is interrupted, it outlives the
 * command: otherwise the next run would take the lock of a dead process, while npm still cleans up.
 */
async function step(title, command, args) {
  console.error(`${title} …`);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  let interrupted = false;
  const pass = (signal) => (interrupted = child.kill(signal));
  for (const signal of SIGNALS) process.on(signal, pass);
  const failure = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : output));
  });
  for (const signal of SIGNALS) process.off(signal, pass);
  if (failure === undefined) return;
  if (!interrupted) console.error(`${failure}\n${command} ${args.join(' ')} failed`);
  process.exit(interrupted ? 130 : 1);
}

const install = () => step('installing packages (npm ci)', 'npm', ['ci']);

/**
 * The hash is computed first: a file that is saved during the build makes the next run build again. Nest builds first,
 * since it empties `dist/`.
 */
async function build() {
  const hash = sourceHash();
  await step('building the server (nest build)', 'npx', ['nest', 'build']);
  await step('bundling the server (rolldown)', process.execPath, ['dev/bundle.mjs']);
  await step('building the client package (tsc)', 'npx', ['tsc', '-p', 'tsconfig.client.json']);
  await step('building the web client (vite build)', 'npx', ['vite', 'build', 'web', '--logLevel', 'warn']);
  writeFileSync(stamp, hash);
}

/** Installs and builds what is needed. It checks again once it holds the lock, since another run can have done the work. */
export async function prepare({ build: mayBuild }) {
  const isReady = () => modulesAreCurrent() && (!mayBuild || buildIsCurrent());
  if (isReady()) return;
  await withLock(join(root, '.data', 'prepare.lock'), async () => {
    if (!modulesAreCurrent()) await install();
    if (mayBuild && !buildIsCurrent()) await build();
  });
}
