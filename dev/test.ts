/**
 * `npm test`: runs every gate, and prints one line with the counts at the end. A gate is a command of package.json.
 * The test suites count each test; each of the other gates counts as one.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { changedSince, gatesOf } from './changed-gates.js';
import { root } from './roles.js';

interface Count {
  passed: number;
  failed: number;
  /** What failed and why, one text for each failure. */
  failures?: string[];
}

/** The fields that are read from the report of a suite: https://vitest.dev/guide/reporters#json-reporter */
interface Report {
  numPassedTests: number;
  numTotalTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const CHECKS: Record<string, string[]> = {
  lint: ['oxlint'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  typecheck: ['tsc', '--noEmit', '-p', '.'],
  'web types': ['tsc', '--noEmit', '-p', 'web'],
  'web test types': ['tsc', '--noEmit', '-p', 'test/web'],
  arch: ['depcruise', 'src', 'dev', 'test', 'bench', '--config', '.dependency-cruiser.cjs'],
  'web arch': ['depcruise', 'src', '--config', '.dependency-cruiser.cjs'],
};
/** The folder in which a check is run, if it is not the root. */
const FOLDERS: Record<string, string> = { 'web arch': 'web' };
/** With this seed the worst faults come first. */
const FAULTS = ['tsx', 'test/faults/main.ts', '--minutes', '1', '--seed', '16896'];
const COMMANDS: Record<string, string[]> = { ...CHECKS, faults: FAULTS };

/** A gate, or a part of a suite: the files of `e2e` are dealt out to two. */
interface Part {
  gate: string;
  shard?: string;
}

/**
 * These run side by side, since most of them wait most of the time for what they have started or taken away. Each lane takes the
 * next one: the longest come first, so that all lanes end at about the same time.
 */
const BESIDE: Part[] = [
  { gate: 'e2e', shard: '1/2' },
  { gate: 'e2e', shard: '2/2' },
  ...[...Object.keys(CHECKS), 'outages', 'medium', 'web', 'unit', 'deploy'].map((gate) => ({ gate })),
];
const LANES = 2;
/** These measure, so they come after the others, one by one. */
const ALONE: Part[] = [{ gate: 'speed' }, { gate: 'faults' }];
const GATES = [...new Set([...BESIDE, ...ALONE].map(({ gate }) => gate))];

const options = new Command('npm test --')
  .description('Runs every gate; real engines are started and stopped.')
  .argument('[gates...]', `only these: ${GATES.join(', ')}`)
  .option(
    '--changed [commit]',
    'only those that what has changed since this commit can break; by default HEAD',
  )
  .parse();
const { changed } = options.opts<{ changed?: string | true }>();
const possible = changed ? gatesOf(await changedSince(changed === true ? 'HEAD' : changed), GATES) : GATES;
const wanted = options.args.length > 0 ? options.args : possible;
const unknown = wanted.filter((gate) => !GATES.includes(gate));
if (unknown.length > 0) options.error(`no such gate: ${unknown.join(', ')}; there are ${GATES.join(', ')}`);

/** Runs a program of the project. Its output is shown at once, or at its end with its name when it runs `beside` others. */
const npx = (args: string[], beside?: string, folder = '.'): Promise<number> =>
  new Promise((resolve) => {
    const output = beside ? 'pipe' : 'inherit';
    const child = spawn('npx', ['--no-install', ...args], {
      cwd: join(root, folder),
      stdio: ['ignore', output, output],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    child.once('error', () => resolve(1));
    child.once('close', (code) => {
      if (beside) console.log(`\n── ${beside} ──\n${said}`);
      resolve(code ?? 1);
    });
  });

function failuresOf({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(root, name);
  const tests = assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ fullName, status, failureMessages }) =>
      [`${file}: ${fullName} (${status})`, ...failureMessages].join('\n'),
    );
  return message ? [...tests, `${file}\n${message}`] : tests;
}

async function runSuite({ gate, shard }: Part, beside?: string): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'podium-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await npx(
      [
        'vitest',
        'run',
        '--project',
        gate,
        ...(shard ? ['--shard', shard] : []),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      beside,
    );
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(
      await readFile(report, 'utf8'),
    ) as Report;
    // A suite without tests, a file that does not load, or an error outside a test counts as one failure.
    const failed = numTotalTests - numPassedTests || (code === 0 && numTotalTests > 0 ? 0 : 1);
    const failures = testResults.flatMap(failuresOf);
    if (failed > 0 && failures.length === 0) failures.push('outside its tests; see its output above');
    return { passed: numPassedTests, failed, failures };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`without a report: ${(error as Error).message}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCommand(args: string[], beside?: string, folder?: string): Promise<Count> {
  const failed = (await npx(args, beside, folder)) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

interface Ended extends Count {
  name: string;
  seconds: number;
}

async function runPart(part: Part, beside: boolean): Promise<Ended> {
  const { gate, shard } = part;
  const name = shard ? `${gate} ${shard}` : gate;
  const started = Date.now();
  console.log(beside ? `… ${name}` : `\n── ${name} ──`);
  const heading = beside ? name : undefined;
  const command = COMMANDS[gate];
  const count = await (command ? runCommand(command, heading, FOLDERS[gate]) : runSuite(part, heading));
  return { name, ...count, seconds: (Date.now() - started) / 1_000 };
}

/** Takes parts until none is left. */
async function runLane(parts: Part[], beside: boolean): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (let part = parts.shift(); part; part = parts.shift()) ended.push(await runPart(part, beside));
  return ended;
}

// `npm test` itself has built dist/, so that two gates never build it at once.
const isWanted = ({ gate }: Part) => wanted.includes(gate);
const queue = BESIDE.filter(isWanted);
const lanes = Math.min(LANES, queue.length);
const side = await Promise.all(Array.from({ length: lanes }, () => runLane(queue, lanes > 1)));
const ended = [...side.flat(), ...(await runLane(ALONE.filter(isWanted), false))];
const total = {
  passed: ended.reduce((sum, { passed }) => sum + passed, 0),
  failed: ended.reduce((sum, { failed }) => sum + failed, 0),
};
const whatFailed = ended.flatMap(({ name, failures = [] }) => failures.map((text) => `✗ ${name}: ${text}\n`));
const summary = ended.map(
  ({ name, passed, failed, seconds }) =>
    `${failed ? '✗' : '✓'} ${name.padEnd(14)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${seconds.toFixed(1).padStart(7)} s`,
);
// The failures are printed again at the end, since a log is often kept or read only from its end.
if (whatFailed.length > 0) console.log(`\n${whatFailed.join('\n')}`);
console.log(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
